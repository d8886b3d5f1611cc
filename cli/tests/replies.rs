//! `amends annotate --site` and `amends check`, as somebody at a terminal would call them.

use assert_cmd::Command;
use serde_json::Value;

fn amends(arguments: &[&str], input: &str) -> (Vec<Value>, String, i32) {
    let output = Command::cargo_bin("amends")
        .unwrap()
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines = lines.lines().map(|l| serde_json::from_str(l).unwrap());
    let errors = String::from_utf8(output.stderr).unwrap();
    (lines.collect(), errors, output.status.code().unwrap())
}

fn ids<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item[key].as_str().unwrap()).collect()
}

const REVIEW: &str = r#"{"id": 7, "text": "The zip broke after two days.", "stars": 1}"#;

#[test]
fn a_place_adds_advice_and_drafts() {
    let (plain, ..) = amends(&["annotate"], REVIEW);
    assert!(plain[0].get("drafts").is_none() && plain[0].get("advice").is_none());
    let (lines, _, status) = amends(&["annotate", "--site", "etsy"], REVIEW);
    assert_eq!((status, &lines[0]["id"]), (0, &Value::from(7)));
    assert_eq!(
        ids(&lines[0]["advice"], "id")[..2],
        ["private_first", "reply_public"]
    );
    let drafts = &lines[0]["drafts"];
    let steps = ids(drafts, "step");
    for step in [
        "public_reply",
        "private_message",
        "closing_update",
        "update_invitation",
        "staff_note",
    ] {
        assert!(steps.contains(&step), "{step}: {steps:?}");
    }
    assert_eq!(drafts[0]["language"], "en");
    assert!(drafts[0]["findings"].as_array().unwrap().is_empty());
}

#[test]
fn a_line_may_name_its_own_place_and_nobody_replies_where_nobody_can() {
    let line = REVIEW.replace("\"stars\"", "\"site\": \"amazon_product\", \"stars\"");
    let (lines, ..) = amends(&["annotate", "--site", "etsy"], &line);
    assert_eq!(ids(&lines[0]["advice"], "id")[0], "move_private");
    assert!(!ids(&lines[0]["drafts"], "step").contains(&"public_reply"));
}

#[test]
fn settings_come_from_a_file_and_sign_the_drafts() {
    let dir = std::env::temp_dir().join(format!("amends-{}", std::process::id()));
    std::fs::write(&dir, r#"{"shop": "Mint & Linen", "signature": "Anna"}"#).unwrap();
    let path = dir.to_string_lossy().into_owned();
    let (lines, _, status) = amends(&["annotate", "--settings", &path], REVIEW);
    assert_eq!(status, 0);
    assert!(
        lines[0]["drafts"][0]["text"]
            .as_str()
            .unwrap()
            .contains("Anna")
    );
    std::fs::write(&dir, "no settings").unwrap();
    let (_, errors, status) = amends(&["annotate", "--settings", &path], REVIEW);
    assert_eq!(status, 2);
    assert!(errors.contains("holds no settings"), "{errors}");
    std::fs::remove_file(&dir).unwrap();
}

#[test]
fn replies_are_checked_under_the_rules_of_their_place() {
    let input = concat!(
        r#"{"id": "a", "text": "Sorry that the zip broke. Write to us in the chat of your order, please."}"#,
        "\n",
        r#"{"id": "b", "text": "Write to shop@example.com 😡 {name}", "site": "yandex_market", "review": {"text": "The zip broke after two days.", "stars": 1}}"#,
        "\n",
        r#"{"id": "c"}"#,
        "\n",
    );
    let (lines, errors, status) = amends(&["check", "--site", "ebay"], input);
    assert_eq!((lines.len(), status), (2, 1));
    assert!(errors.contains("line 3 has no \"text\""), "{errors}");
    assert_eq!(lines[0]["findings"], Value::Array(vec![]));
    let found = &lines[1]["findings"];
    let one = |rule: &str| {
        let mut all = found.as_array().unwrap().iter();
        all.find(|f| f["rule"] == rule).unwrap()
    };
    let contact = one("contact_details");
    assert_eq!(contact["severity"], "block");
    let source = contact["source"].as_str().unwrap();
    assert!(source.contains("updateGoodsFeedbackComment"), "{source}");
    // Counted in characters: the face is one.
    let gap = one("placeholder_left");
    assert_eq!(
        (&gap["start"], &gap["end"]),
        (&Value::from(28), &Value::from(34))
    );
}

#[test]
fn a_line_with_an_unknown_place_is_a_bad_line_and_no_more() {
    let input = concat!(
        r#"{"id": 1, "text": "Sorry.", "site": "nowhere"}"#,
        "\n",
        r#"{"id": 2, "text": "Sorry."}"#,
    );
    let (lines, errors, status) = amends(&["check"], input);
    assert_eq!((lines.len(), status), (1, 1));
    assert!(
        errors.contains("line 1") && errors.contains("nowhere"),
        "{errors}"
    );
}

#[test]
fn an_unknown_place_is_refused_with_those_that_there_are() {
    let (_, errors, status) = amends(&["check", "--site", "nowhere"], "");
    assert_eq!(status, 2);
    assert!(
        errors.contains("wildberries") && errors.contains("nowhere"),
        "{errors}"
    );
}
