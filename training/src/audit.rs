//! What training texts must keep to: labels by the taxonomy, spans verbatim, nothing twice, nothing of a real review.

use crate::corpus::Row;
use amends::understand::{CATEGORIES, SITUATIONS};
use std::collections::{HashMap, HashSet};

const POLARITIES: [&str; 4] = ["negative", "mixed", "neutral", "positive"];

/// What is wrong with the rows, one line each.
pub fn problems(rows: &[Row]) -> Vec<String> {
    let mut out = Vec::new();
    let mut ids = HashSet::new();
    let mut texts: HashMap<String, &str> = HashMap::new();
    for row in rows {
        let mut say = |what: String| out.push(format!("{}: {what}", row.id));
        if !ids.insert(&row.id) {
            say("the id is taken".into());
        }
        if let Some(other) = texts.insert(plain(&row.text), &row.id) {
            say(format!("the same text as {other}"));
        }
        if !POLARITIES.contains(&row.polarity.as_str()) {
            say(format!("unknown polarity {}", row.polarity));
        }
        if row.stars.is_some_and(|s| !(1.0..=5.0).contains(&s)) {
            say("stars are from 1 to 5".into());
        }
        let complaint = matches!(row.polarity.as_str(), "negative" | "mixed");
        if complaint == row.categories.is_empty() {
            say("categories belong to negative and mixed texts, and to them alone".into());
        }
        let ids: Vec<&str> = row.categories.iter().map(|l| l.id.as_str()).collect();
        if row.primary.as_deref().is_some_and(|p| !ids.contains(&p))
            || row.primary.is_none() == complaint
        {
            say("primary must be one of the categories".into());
        }
        if ids.len() > 1 && ids.contains(&"no_detail") {
            say("no_detail stands alone".into());
        }
        for label in row.categories.iter().chain(&row.situations) {
            if !CATEGORIES.contains(&label.id.as_str()) && !SITUATIONS.contains(&label.id.as_str())
            {
                say(format!("unknown label {}", label.id));
            }
            if label
                .span
                .as_deref()
                .is_some_and(|span| !row.text.contains(span))
            {
                say(format!("the span of {} is not in the text", label.id));
            }
        }
    }
    out
}

/// Lower case, white space folded.
fn plain(text: &str) -> String {
    amends::text::one_line(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;
    use crate::corpus;

    /// The longest run of characters that may also stand in a real review, by language: shorter ones are stock phrases.
    fn longest_run(lang: &str) -> usize {
        match lang {
            "zh" => 16,
            "ja" => 24,
            "ko" => 24,
            _ => 40,
        }
    }

    /// Rows that share a long run with a real review of `reviews`, one line each; the run itself is not shown.
    fn shared(rows: &[Row], reviews: &Path) -> Vec<String> {
        let mut by_language: HashMap<&str, Vec<&Row>> = HashMap::new();
        for row in rows {
            by_language.entry(&row.lang).or_default().push(row);
        }
        let mut out = Vec::new();
        for (lang, rows) in by_language {
            let path = reviews.join(format!("{lang}.jsonl"));
            if !path.exists() {
                continue;
            }
            let run = longest_run(lang);
            let mut real: HashSet<Vec<char>> = HashSet::new();
            for text in texts(&path) {
                let chars: Vec<char> = plain(&text).chars().collect();
                real.extend(chars.windows(run).map(<[char]>::to_vec));
            }
            for row in rows {
                let chars: Vec<char> = plain(&row.text).chars().collect();
                if chars.windows(run).any(|w| real.contains(w)) {
                    out.push(format!(
                        "{}: shares {run} characters with a real review",
                        row.id
                    ));
                }
            }
        }
        out.sort();
        out
    }

    fn texts(path: &Path) -> Vec<String> {
        let file = std::fs::read_to_string(path).unwrap();
        let text = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["text"].as_str().unwrap().to_owned()
        };
        file.lines().map(text).collect()
    }

    fn root(path: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
    }

    #[test]
    fn training_texts_keep_to_the_rules() {
        let rows = corpus::rows(&root("data/train")).unwrap();
        let problems = problems(&rows);
        assert!(
            problems.is_empty(),
            "{} problems:\n{}",
            problems.len(),
            problems.join("\n")
        );
    }

    #[test]
    fn training_texts_hold_nothing_of_real_reviews() {
        let reviews = root("../shared/reviews");
        if !reviews.exists() {
            println!("skipped: ../shared/reviews is not here");
            return;
        }
        let rows = corpus::rows(&root("data/train")).unwrap();
        let shared = shared(&rows, &reviews);
        assert!(shared.is_empty(), "{}", shared.join("\n"));
    }
}
