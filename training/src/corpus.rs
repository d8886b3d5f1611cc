//! Training texts and labelled reviews, as they stand in files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// Languages with texts and labelled reviews enough for numbers of their own.
pub const CORE: [&str; 3] = ["ru", "ja", "en"];

/// A label and the words that carry it.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    /// Id of the taxonomy.
    pub id: String,
    /// Verbatim part of the text.
    pub span: Option<String>,
}

/// One text of `data/train/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// `own-<lang>-<batch>-NNNN`.
    pub id: String,
    /// ISO 639-1.
    pub lang: String,
    /// 1 to 5, where the writer gave them.
    pub stars: Option<f64>,
    /// The review.
    pub text: String,
    /// Id of the taxonomy.
    pub polarity: String,
    /// Complaints.
    pub categories: Vec<Label>,
    /// The complaint that carries the review.
    pub primary: Option<String>,
    /// Situations.
    pub situations: Vec<Label>,
}

/// A labelled review, joined with its text.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Id of the source.
    pub id: String,
    /// ISO 639-1.
    pub lang: String,
    /// What stands above the review.
    pub title: Option<String>,
    /// The review.
    pub text: String,
    /// 1 to 5.
    pub stars: Option<f64>,
    /// Id of the taxonomy.
    pub polarity: String,
    /// Ids of the complaints.
    pub categories: Vec<String>,
    /// The complaint that carries the review.
    pub primary: Option<String>,
    /// Ids of the situations.
    pub situations: Vec<String>,
    /// The words that state the primary complaint.
    pub span: Option<String>,
}

impl From<&Row> for Labelled {
    fn from(row: &Row) -> Self {
        let primary = row
            .categories
            .iter()
            .find(|l| Some(&l.id) == row.primary.as_ref());
        let ids = |labels: &[Label]| labels.iter().map(|l| l.id.clone()).collect();
        Labelled {
            id: row.id.clone(),
            lang: row.lang.clone(),
            title: None,
            text: row.text.clone(),
            stars: row.stars,
            polarity: row.polarity.clone(),
            categories: ids(&row.categories),
            primary: row.primary.clone(),
            situations: ids(&row.situations),
            span: primary.and_then(|l| l.span.clone()),
        }
    }
}

impl Labelled {
    /// Title and text.
    pub fn whole(&self) -> String {
        match &self.title {
            Some(title) => format!("{title}\n{}", self.text),
            None => self.text.clone(),
        }
    }

    /// Negative or mixed.
    pub fn dissatisfied(&self) -> bool {
        matches!(self.polarity.as_str(), "negative" | "mixed")
    }
}

/// Reads every training file of a directory, in the order of their names.
pub fn rows(dir: &Path) -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for path in files(dir)? {
        for (number, line) in lines(&path)? {
            let row = serde_json::from_str(&line)
                .with_context(|| format!("{}:{number}", path.display()))?;
            out.push(row);
        }
    }
    Ok(out)
}

/// Reads labels from a file and the reviews they speak of from the `.jsonl` files beside `reviews`.
pub fn labelled(labels: &Path, reviews: &Path) -> Result<Vec<Labelled>> {
    #[derive(Deserialize)]
    struct Labels {
        id: String,
        lang: String,
        polarity: String,
        categories: Vec<String>,
        primary: Option<String>,
        situations: Vec<String>,
        span: Option<String>,
        /// The span by its place, in files that hold no words of the reviews.
        place: Option<Place>,
    }
    #[derive(Deserialize)]
    struct Place {
        field: String,
        start: usize,
        length: usize,
    }
    #[derive(Deserialize)]
    struct Review {
        id: String,
        title: Option<String>,
        text: String,
        stars: Option<f64>,
    }
    let labels: Vec<Labels> = lines(labels)?
        .into_iter()
        .map(|(number, line)| serde_json::from_str(&line).with_context(|| format!("line {number}")))
        .collect::<Result<_>>()?;
    let wanted: std::collections::BTreeSet<&str> = labels.iter().map(|l| l.id.as_str()).collect();
    let mut texts: BTreeMap<String, Review> = BTreeMap::new();
    for path in files(reviews)? {
        if path.file_stem().is_some_and(|s| s.len() > 2) {
            continue;
        }
        for (number, line) in lines(&path)? {
            let review: Review = serde_json::from_str(&line)
                .with_context(|| format!("{}:{number}", path.display()))?;
            if wanted.contains(review.id.as_str()) {
                texts.insert(review.id.clone(), review);
            }
        }
    }
    labels
        .into_iter()
        .map(|l| {
            let Some(review) = texts.get(&l.id) else {
                bail!("no review {} in {}", l.id, reviews.display());
            };
            let span = l.span.or_else(|| {
                let place = l.place.as_ref()?;
                let field = if place.field == "title" {
                    review.title.as_deref()?
                } else {
                    &review.text
                };
                Some(field.chars().skip(place.start).take(place.length).collect())
            });
            Ok(Labelled {
                title: review.title.clone().filter(|t| !t.trim().is_empty()),
                text: review.text.clone(),
                stars: review.stars,
                id: l.id,
                lang: l.lang,
                polarity: l.polarity,
                categories: l.categories,
                primary: l.primary,
                situations: l.situations,
                span,
            })
        })
        .collect()
}

/// The `.jsonl` files of a directory, sorted.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let listing = std::fs::read_dir(dir).with_context(|| dir.display().to_string())?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    paths.sort();
    Ok(paths)
}

/// The lines of a file that hold anything, with their numbers.
pub fn lines(path: &Path) -> Result<Vec<(usize, String)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().enumerate();
    Ok(lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| (i + 1, line.to_owned()))
        .collect())
}
