//! Reviews and replies as they come in: JSONL or CSV, one at a time, so that memory does not grow with the input.

use std::io::{BufRead, Read};
use std::marker::PhantomData;

use amends::protocol::Review;
use clap::ValueEnum;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::place::known;

/// How the input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header line.
    Csv,
}

/// One review of the input.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Given back as it came.
    pub id: Value,
    /// The review.
    pub text: Option<String>,
    /// What stands above it.
    pub title: Option<String>,
    /// 1 to 5; a number or its digits.
    pub stars: Value,
    /// Language that the source says.
    pub lang: Option<String>,
    /// Where a reply would stand: the id of its rules.
    pub site: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub date: Option<String>,
    /// About what.
    pub product: Option<String>,
    /// What the seller answered.
    pub reply: Option<String>,
}

/// Something that stands in a line of the input.
pub trait Record: DeserializeOwned + Send {
    /// What is missing or wrong, where anything is.
    fn problem(&self) -> Option<String>;
}

impl Record for Input {
    fn problem(&self) -> Option<String> {
        if self.text.is_none() && self.title.is_none() {
            return Some("has no \"text\"".into());
        }
        stars(&self.stars).err().or_else(|| unknown(&self.site))
    }
}

impl Input {
    /// The review that it holds.
    pub fn review(&self) -> Review {
        let text = self.text.clone().unwrap_or_default();
        Review {
            key: match &self.id {
                Value::Null => text.clone(),
                id => id.to_string(),
            },
            title: self.title.clone(),
            text,
            rating: stars(&self.stars).unwrap_or_default(),
            author: self.author.clone(),
            date: self.date.clone(),
            product: self.product.clone(),
            reply: self.reply.clone(),
            ..Review::default()
        }
    }
}

/// A reply to be checked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Given back as it came.
    pub id: Value,
    /// The reply.
    pub text: Option<String>,
    /// Where it would stand: the id of its rules.
    pub site: Option<String>,
    /// The review that it answers.
    pub review: Option<Input>,
}

impl Record for Typed {
    fn problem(&self) -> Option<String> {
        if self.text.is_none() {
            return Some("has no \"text\"".into());
        }
        let review = self.review.as_ref();
        let stars = review.and_then(|review| stars(&review.stars).err());
        stars.or_else(|| unknown(&self.site))
    }
}

/// Why a line's place is none, where it names one.
fn unknown(site: &Option<String>) -> Option<String> {
    let id = site.as_deref().map(str::trim).filter(|id| !id.is_empty())?;
    known(id)
        .err()
        .map(|error| format!("cannot be used: {error}"))
}

/// What could not be read, with the number of its line.
#[derive(Debug)]
pub struct Bad {
    /// Counted from 1.
    pub line: u64,
    /// What is wrong and what to do.
    pub why: String,
}

/// Longest line that is read; a longer one is reported and skipped, since it can hardly be a review.
pub const LONGEST: u64 = 16 * 1024 * 1024;

/// Reviews with the numbers of their lines.
pub type Items<'r, T> = Box<dyn Iterator<Item = Item<T>> + 'r>;

/// One record, or why there is none; the outer error ends the input.
pub type Item<T> = std::io::Result<Result<(u64, T), Bad>>;

/// Reads reviews; the format is told by the first character where it is not given.
///
/// # Errors
/// Where the input cannot be read at all.
pub fn items<'r, T: Record + 'r>(
    mut input: impl BufRead + 'r,
    format: Option<Format>,
) -> std::io::Result<Items<'r, T>> {
    skip_mark(&mut input)?;
    let format = match format {
        Some(format) => format,
        None => {
            let first = input.fill_buf()?.iter().find(|b| !b.is_ascii_whitespace());
            if first.is_none_or(|b| *b == b'{') {
                Format::Jsonl
            } else {
                Format::Csv
            }
        }
    };
    Ok(match format {
        Format::Jsonl => Box::new(Lines {
            input,
            line: 0,
            record: PhantomData,
        }),
        Format::Csv => Box::new(csv_items(input)),
    })
}

/// Windows programs begin files with a byte order mark.
fn skip_mark(input: &mut impl BufRead) -> std::io::Result<()> {
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    Ok(())
}

struct Lines<R, T> {
    input: R,
    line: u64,
    record: PhantomData<T>,
}

impl<R: BufRead, T: Record> Iterator for Lines<R, T> {
    type Item = Item<T>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut bytes = Vec::new();
            let mut limited = (&mut self.input).take(LONGEST);
            match limited.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            self.line += 1;
            let line = self.line;
            if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
                if let Err(error) = skip_line(&mut self.input) {
                    return Some(Err(error));
                }
                let why = format!(
                    "is longer than {} MB; is it one review a line?",
                    LONGEST >> 20
                );
                return Some(Ok(Err(Bad { line, why })));
            }
            let text = String::from_utf8_lossy(&bytes);
            if text.trim().is_empty() {
                continue;
            }
            let parsed = serde_json::from_str(&text).map_err(|e| e.to_string());
            return Some(Ok(checked(line, parsed)));
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => {
                input.consume(at + 1);
                return Ok(());
            }
            None => {
                let len = buffer.len();
                input.consume(len);
            }
        }
    }
}

fn csv_items<'r, T: Record + 'r>(input: impl Read + 'r) -> impl Iterator<Item = Item<T>> + 'r {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let headers = reader.headers().cloned();
    let mut records = reader.into_records();
    let mut headers = Some(headers);
    let mut names = csv::StringRecord::new();
    std::iter::from_fn(move || {
        match headers.take() {
            Some(Ok(read)) => names = read,
            Some(Err(error)) => return Some(csv_failure(error)),
            None => {}
        }
        Some(match records.next()? {
            Ok(record) => {
                // Quoted fields may hold line breaks: only the reader knows the line.
                let line = record.position().map_or(0, csv::Position::line);
                Ok(checked(
                    line,
                    record.deserialize(Some(&names)).map_err(|e| e.to_string()),
                ))
            }
            Err(error) => csv_failure(error),
        })
    })
}

fn csv_failure<T: Record>(error: csv::Error) -> Item<T> {
    let line = error.position().map_or(0, csv::Position::line);
    if error.is_io_error() {
        return Err(error.into());
    }
    Ok(checked(line, Err(error.to_string())))
}

fn checked<T: Record>(line: u64, parsed: Result<T, String>) -> Result<(u64, T), Bad> {
    let bad = |why: String| Bad { line, why };
    let record = parsed.map_err(|e| bad(format!("cannot be read: {e}")))?;
    match record.problem() {
        Some(why) => Err(bad(why)),
        None => Ok((line, record)),
    }
}

/// Stars as a number or its digits; none where the field is empty.
///
/// # Errors
/// Where they are neither, or not from 1 to 5.
pub fn stars(value: &Value) -> Result<Option<f64>, String> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::String(s) if s.trim().is_empty() => return Ok(None),
        Value::String(s) => s.trim().replace(',', ".").parse().ok(),
        other => other.as_f64(),
    };
    match number {
        Some(stars) if (1.0..=5.0).contains(&stars) => Ok(Some(stars)),
        _ => Err(format!(
            "has {value} as \"stars\": a number from 1 to 5, or nothing"
        )),
    }
}
