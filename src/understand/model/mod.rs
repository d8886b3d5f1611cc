//! The trained part of understanding: one linear model a language over the features of clauses.
//!
//! A score is `bias + Σ rarity · weight / √(Σ rarity²) + Σ weights of the phrases found`, for each head; the sums go over
//! the features that the model knows (tf-idf, normed to length one). The sums of clauses add up to those of the text, so
//! that one pass serves both.

mod lanes;
pub mod latin;
mod table;

use std::collections::BTreeMap;

use super::analysis::Analysis;
use super::aspect::Aspect;
use super::{CATEGORIES, SITUATIONS};

use latin::Latin;
use table::{Adding, Sum, Table};

/// One head for each category, then [`COMPLAINT`] and [`PRAISE`].
pub const HEADS: usize = CATEGORIES.len() + 2;
/// The head that tells whether there is a complaint.
pub const COMPLAINT: usize = CATEGORIES.len();
/// The head that tells whether there is praise.
pub const PRAISE: usize = CATEGORIES.len() + 1;
/// Kinds of phrases that the model weighs: categories, blame, praise, situations.
pub const PHRASES: usize = CATEGORIES.len() + 2 + SITUATIONS.len();

/// The kind of phrases that blame.
pub const BLAME: usize = CATEGORIES.len();
/// The kind of phrases that praise.
pub const PRAISED: usize = CATEGORIES.len() + 1;

/// A number for each head; above 0 says yes.
pub type Scores = [f32; HEADS];

/// Version of the file format.
const VERSION: u32 = 2;
const MAGIC: &[u8; 8] = b"amendsML";

/// Trained weights for all languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    languages: BTreeMap<String, Table>,
    latin: Latin,
}

/// What cannot be read as a model, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadModel(String);

impl std::fmt::Display for BadModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the model file cannot be read: {}", self.0)
    }
}

impl std::error::Error for BadModel {}

/// Weights of one language, as training gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Hash, rarity and weights of each feature; rarity is the logarithm of the inverse share of texts with it.
    pub features: Vec<(u32, f32, Scores)>,
    /// Weights of each kind of phrase.
    pub phrases: Vec<Scores>,
    /// What each head begins with.
    pub bias: Scores,
}

/// Scores of a text and of each of its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The whole text.
    pub whole: Scores,
    /// Number and scores of each clause that is the reviewer's own.
    pub clauses: Vec<(usize, Scores)>,
    /// The kinds of phrases in each of them, one bit each.
    pub phrases: Vec<u64>,
}

impl Scored {
    /// What the phrases alone say, where there are no weights for a language.
    pub fn from_phrases(analysis: &Analysis) -> Self {
        let of = |kinds: u64| -> Scores {
            let has = |kind: usize| kinds >> kind & 1 == 1;
            let mut out: Scores = [-1.0; HEADS];
            for (category, score) in out.iter_mut().enumerate().take(CATEGORIES.len()) {
                if has(category) {
                    *score = 1.0;
                }
            }
            let against = (0..=BLAME).any(has);
            out[COMPLAINT] = if against { 1.0 } else { -1.0 };
            out[PRAISE] = if has(PRAISED) { 1.0 } else { -1.0 };
            out
        };
        let phrases: Vec<u64> = analysis.clauses().map(|i| kinds(analysis, i)).collect();
        let clauses = analysis.clauses().zip(&phrases);
        Scored {
            whole: of(phrases.iter().fold(0, |all, kinds| all | kinds)),
            clauses: clauses
                .map(|(number, kinds)| (number, of(*kinds)))
                .collect(),
            phrases,
        }
    }

    /// The clause that speaks most for a head.
    pub fn best(&self, head: usize) -> Option<(usize, f32)> {
        self.clauses
            .iter()
            .map(|(clause, scores)| (*clause, scores[head]))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Whether kinds of phrases, one bit each, complain of something and praise nothing.
pub fn blames(kinds: u64) -> bool {
    let against = (1 << (BLAME + 1)) - 1;
    kinds & against != 0 && kinds >> PRAISED & 1 == 0
}

/// The kind of a phrase as the model counts them; `None` for the halves of `blackmail` and for rules of replies.
pub fn phrase_kind(aspect: Aspect) -> Option<usize> {
    match aspect {
        Aspect::Category(i) => Some(i),
        Aspect::Blame => Some(BLAME),
        Aspect::Praise => Some(PRAISED),
        Aspect::Situation(i) => Some(CATEGORIES.len() + 2 + i),
        Aspect::Demand | Aspect::Lever | Aspect::Rule(_) => None,
    }
}

/// The kinds of phrases in a clause, one bit each.
pub fn kinds(analysis: &Analysis, clause: usize) -> u64 {
    analysis
        .hits_in(clause)
        .filter_map(|hit| phrase_kind(hit.aspect))
        .fold(0, |bits, kind| bits | 1 << kind)
}

impl Model {
    /// Makes trained weights small enough to ship.
    pub fn new(weights: BTreeMap<String, Weights>, latin: Latin) -> Self {
        let languages = weights
            .into_iter()
            .map(|(l, w)| (l, Table::new(w)))
            .collect();
        Model { languages, latin }
    }

    /// The model that this project ships; the extension reads the same file when it starts.
    ///
    /// # Errors
    /// Where the file is of another version than the program: train it again.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn shipped() -> Result<Self, BadModel> {
        Model::from_bytes(include_bytes!("../../../model/reviews.bin"))
    }

    /// The same without weights: languages are told, and phrases alone say the rest.
    pub fn without_weights(&self) -> Self {
        Model {
            languages: BTreeMap::new(),
            latin: self.latin.clone(),
        }
    }

    /// Languages that the model was trained for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// What tells languages in Latin letters apart.
    pub fn latin(&self) -> &Latin {
        &self.latin
    }

    /// Scores a text; `None` in a language without weights.
    pub fn score(&self, language: &str, analysis: &Analysis) -> Option<Scored> {
        let table = self.languages.get(language)?;
        let mut whole = Sum::default();
        let mut phrases = Vec::new();
        let clauses = analysis
            .clauses()
            .map(|number| {
                let mut adding = Adding::default();
                analysis.features(number, &mut |hash| table.add(hash, &mut adding));
                let sum = adding.sum(kinds(analysis, number));
                phrases.push(sum.phrases);
                whole.join(&sum);
                (number, table.finish(&sum))
            })
            .collect();
        Some(Scored {
            whole: table.finish(&whole),
            clauses,
            phrases,
        })
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        for size in [HEADS, PHRASES, self.languages.len()] {
            out.extend((size as u32).to_le_bytes());
        }
        for (language, table) in &self.languages {
            out.push(language.len() as u8);
            out.extend(language.as_bytes());
            table.write(&mut out);
        }
        self.latin.write(&mut out);
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are not a model of this version, or end too early.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut input = Input(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(BadModel("it does not begin like one".into()));
        }
        let head = [input.number()?, input.number()?, input.number()?];
        let want = [VERSION, HEADS as u32, PHRASES as u32];
        if head != want {
            let why = format!("it is of version {head:?}, this program reads {want:?}");
            return Err(BadModel(why));
        }
        let mut languages = BTreeMap::new();
        for _ in 0..input.number()? {
            let language = input.code()?;
            languages.insert(language, Table::read(&mut input)?);
        }
        let latin = Latin::read(&mut input)?;
        if !input.0.is_empty() {
            return Err(BadModel(format!("{} bytes too many", input.0.len())));
        }
        Ok(Model { languages, latin })
    }
}

struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, n: usize) -> Result<&'b [u8], BadModel> {
        let (head, rest) = self
            .0
            .split_at_checked(n)
            .ok_or_else(|| BadModel("it ends too early".into()))?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, BadModel> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn float(&mut self) -> Result<f32, BadModel> {
        let value = f32::from_bits(self.number()?);
        if !value.is_finite() {
            return Err(BadModel("it holds what is no number".into()));
        }
        Ok(value)
    }

    /// A language.
    fn code(&mut self) -> Result<String, BadModel> {
        let len = usize::from(self.take(1)?[0]);
        Ok(String::from_utf8_lossy(self.take(len)?).into_owned())
    }

    fn scores(&mut self) -> Result<Scores, BadModel> {
        let mut out = [0.0; HEADS];
        for slot in &mut out {
            *slot = self.float()?;
        }
        Ok(out)
    }
}
