//! `amends annotate` as a user runs it.

use assert_cmd::Command;
use serde_json::Value;

struct Run {
    lines: Vec<Value>,
    said: String,
    code: i32,
}

fn annotate(input: &str, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("amends")
        .unwrap()
        .arg("annotate")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Run {
        lines: text
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect(),
        said: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[test]
fn says_what_reviews_complain_of_in_their_order() {
    let input = concat!(
        r#"{"id": 7, "text": "The zip broke after two days.", "stars": 1}"#,
        "\n\n",
        r#"{"id": "b", "text": "三日で壊れました。"}"#,
        "\n",
        r#"{"text": "Всё отлично, спасибо!", "lang": "ru"}"#,
    );
    let run = annotate(input, &[]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    let field = |line: usize, pointer: &str| run.lines[line].pointer(pointer).cloned();
    assert_eq!(field(0, "/id"), Some(7.into()));
    assert_eq!(field(0, "/primary"), Some("defect".into()));
    assert_eq!(
        field(0, "/categories/0/evidence/0/text"),
        Some("The zip broke after two days".into())
    );
    assert_eq!(field(1, "/id"), Some("b".into()));
    assert_eq!(field(1, "/language"), Some("ja".into()));
    assert_eq!(field(1, "/polarity/id"), Some("negative".into()));
    assert_eq!(field(2, "/id"), Some(Value::Null));
    assert_eq!(field(2, "/polarity/id"), Some("positive".into()));
    assert_eq!(field(2, "/categories"), Some(Value::Array(vec![])));
}

#[test]
fn evidence_is_counted_in_characters() {
    let run = annotate(r#"{"title": "😀 ok", "text": "Ручка 😀 отвалилась"}"#, &[]);
    let evidence = &run.lines[0]["categories"][0]["evidence"][0];
    let text: String = "Ручка 😀 отвалилась"
        .chars()
        .skip(evidence["start"].as_u64().unwrap() as usize)
        .take((evidence["end"].as_u64().unwrap() - evidence["start"].as_u64().unwrap()) as usize)
        .collect();
    assert_eq!(evidence["text"], text.as_str());
}

#[test]
fn bad_lines_are_named_and_do_not_stop_the_run() {
    let input = "{\"text\": \"Broke at once\"}\nnonsense\n{\"id\": 3}\n{\"text\": \"x\", \"stars\": 9}\n{\"text\": \"Great\"}\n";
    let run = annotate(input, &["--format", "jsonl"]);
    assert_eq!((run.lines.len(), run.code), (2, 1));
    for line in ["line 2 ", "line 3 ", "line 4 "] {
        assert!(run.said.contains(line), "{}", run.said);
    }
}

#[test]
fn csv_with_line_breaks_in_fields() {
    let input =
        "\u{feff}id,stars,text\n1,1,\"Broke\nafter a day\"\n2,ten,fine\n3,,\"Great, thanks\"\n";
    let run = annotate(input, &[]);
    assert_eq!((run.lines.len(), run.code), (2, 1));
    assert!(run.said.contains("line 4 has \"ten\""), "{}", run.said);
    let nothing = annotate("", &[]);
    assert_eq!((nothing.lines.len(), nothing.code), (0, 0));
}

#[test]
fn wrong_arguments_are_refused() {
    assert_eq!(annotate("", &["--format", "xml"]).code, 2);
    let help = Command::cargo_bin("amends")
        .unwrap()
        .args(["annotate", "--help"])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&help.stdout).contains("Exit status"));
}
