//! Counts how readers of a ranking pack judged our replies.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::replies::{LETTERS, READERS, WRITERS};

/// Reads `rank-<reader>.jsonl`, `key-<reader>.json` and `verdict-<reader>.jsonl` (`{"n": 0, "rank": ["B", "A", "C"]}`, best first) and
/// prints how often ours stands before the others.
///
/// # Errors
/// Where a file is missing or a verdict ranks no three letters.
pub fn ranks(dir: &Path) -> Result<()> {
    let mut won: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
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
        for line in read(format!("verdict-{reader}.jsonl"))?.lines() {
            let verdict: Value = serde_json::from_str(line)?;
            let number = verdict["n"].as_u64().unwrap_or(u64::MAX) as usize;
            let (Some(key), Some(row)) = (keys.get(number), pack.get(number)) else {
                bail!("verdict-{reader}.jsonl: no review {number}");
            };
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
    }
    for ((group, other), (ours, all)) in won {
        let share = ours as f64 / all as f64;
        println!("{group}: ours before the {other} one {ours} of {all} = {share:.2}");
    }
    Ok(())
}
