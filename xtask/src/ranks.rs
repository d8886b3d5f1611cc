//! Counts how readers of a ranking pack judged our replies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::replies::{LETTERS, READERS, WRITERS};

/// How often ours stands before another writer's reply, of how many, by site (or `all`) and writer.
type Won = BTreeMap<(String, &'static str), (usize, usize)>;

/// Reads `rank-<reader>.jsonl`, `key-<reader>.json` and `verdict-<reader>.jsonl` (`{"n": 0, "rank": ["B", "A", "C"]}`, best first) and
/// prints how often ours stands before the others.
///
/// # Errors
/// Where a file is missing or a verdict ranks no three letters.
pub fn ranks(dir: &Path) -> Result<()> {
    for ((group, other), (ours, all)) in count(dir)? {
        let share = ours as f64 / all as f64;
        println!("{group}: ours before the {other} one {ours} of {all} = {share:.2}");
    }
    Ok(())
}

fn count(dir: &Path) -> Result<Won> {
    let mut won = Won::new();
    for reader in READERS {
        let read = |name: String| {
            let file = dir.join(name);
            fs::read_to_string(&file).with_context(|| file.display().to_string())
        };
        let keys: Vec<[String; 3]> = serde_json::from_str(&read(format!("key-{reader}.json"))?)?;
        let pack = read(format!("rank-{reader}.jsonl"))?;
        let pack: Vec<Value> = pack
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let mut judged = BTreeSet::new();
        for line in read(format!("verdict-{reader}.jsonl"))?.lines() {
            let verdict: Value = serde_json::from_str(line)?;
            let number = verdict["n"].as_u64().unwrap_or(u64::MAX) as usize;
            let (Some(key), Some(row)) = (keys.get(number), pack.get(number)) else {
                bail!("verdict-{reader}.jsonl: no review {number}");
            };
            if !judged.insert(number) {
                bail!("verdict-{reader}.jsonl: review {number} is ranked twice");
            }
            let letters = verdict["rank"].as_array().into_iter().flatten();
            let places = letters.filter_map(|l| LETTERS.iter().position(|own| l == own));
            let order: Vec<&str> = places
                .filter_map(|p| key.get(p))
                .map(String::as_str)
                .collect();
            let place = |writer: &str| order.iter().position(|w| *w == writer);
            for other in [WRITERS[0], WRITERS[2]] {
                let (Some(ours), Some(theirs)) = (place(WRITERS[1]), place(other)) else {
                    bail!("verdict-{reader}.jsonl: {line} ranks no three letters");
                };
                let site = row["site"].as_str().unwrap_or_default().to_owned();
                for group in ["all".to_owned(), site] {
                    let count = won.entry((group, other)).or_default();
                    count.0 += usize::from(ours < theirs);
                    count.1 += 1;
                }
            }
        }
        if judged.len() != keys.len() {
            bail!(
                "verdict-{reader}.jsonl ranks {} of {} reviews",
                judged.len(),
                keys.len()
            );
        }
    }
    Ok(won)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_counted_by_the_key_of_each_reader() {
        let dir = std::env::temp_dir().join(format!("amends-ranks-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let write = |name: String, text: &str| fs::write(dir.join(name), text).unwrap();
        // Ours is B of the first review and A of the second one.
        let key = r#"[["real","ours","template"],["ours","template","real"]]"#;
        let pack = "{\"n\":0,\"site\":\"etsy\"}\n{\"n\":1,\"site\":\"ozon\"}\n";
        let verdicts =
            "{\"n\":1,\"rank\":[\"C\",\"A\",\"B\"]}\n{\"n\":0,\"rank\":[\"B\",\"A\",\"C\"]}\n";
        for reader in READERS {
            write(format!("key-{reader}.json"), key);
            write(format!("rank-{reader}.jsonl"), pack);
            write(format!("verdict-{reader}.jsonl"), verdicts);
        }
        // This reader got another order.
        let key = r#"[["template","real","ours"],["real","ours","template"]]"#;
        write("key-seller.json".into(), key);
        let won = count(&dir).unwrap();
        assert_eq!(won[&("etsy".to_owned(), "real")], (2, 3));
        assert_eq!(won[&("ozon".to_owned(), "real")], (0, 3));
        assert_eq!(won[&("all".to_owned(), "template")], (4, 6));
        let twice = "{\"n\":0,\"rank\":[\"B\",\"A\",\"C\"]}\n".repeat(2);
        write("verdict-buyer.jsonl".into(), &twice);
        assert!(count(&dir).is_err());
        fs::remove_dir_all(&dir).unwrap();
    }
}
