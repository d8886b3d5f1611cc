//! Fits the calibration on labelled reviews: a handful of numbers, no weights of words.

use std::path::{Path, PathBuf};

use amends::understand::model::Model;
use amends::understand::verdict::{self, Calibration, INPUTS, Polar, Tuning};
use amends::understand::{Analysis, CATEGORIES};
use anyhow::Result;

use crate::corpus::{self, Labelled};
use crate::logistic;
use crate::scores::Counts;

/// Languages with labelled reviews enough for numbers of their own.
const OWN: [&str; 3] = ["ru", "ja", "en"];
/// Keeps weights small where there are few reviews.
const RIDGE: f64 = 2.0;

/// A labelled review with what the model says of it.
pub struct Case {
    review: Labelled,
    inputs: [f64; INPUTS],
    categories: Vec<f64>,
}

/// Reads labelled reviews from several files.
pub fn read(labels: &[PathBuf], reviews: &Path) -> Result<Vec<Labelled>> {
    let mut out = Vec::new();
    for path in labels {
        out.extend(corpus::labelled(path, reviews)?);
    }
    Ok(out)
}

fn cases(reviews: Vec<Labelled>, model: &Model) -> Vec<Case> {
    let lexicon = &amends::data::embedded().lexicon;
    reviews
        .into_iter()
        .filter_map(|review| {
            let file = lexicon.get(&review.lang)?;
            let analysis = Analysis::new(&review.whole(), file);
            let scored = model.score(&review.lang, &analysis)?;
            Some(Case {
                inputs: verdict::inputs(&scored),
                categories: (0..CATEGORIES.len())
                    .map(|c| verdict::category_score(&scored, c))
                    .collect(),
                review,
            })
        })
        .collect()
}

fn group(lang: &str) -> usize {
    OWN.iter().position(|l| *l == lang).unwrap_or(OWN.len())
}

fn fit(cases: &[Case]) -> Calibration {
    let groups = OWN.len() + 1;
    let polar = |truth: &dyn Fn(&Labelled) -> bool| {
        // Without stars: the inputs, and one start a group.
        let row = |c: &Case| {
            let mut x = c.inputs.to_vec();
            x.extend((0..groups).map(|g| f64::from(u8::from(g == group(&c.review.lang)))));
            x
        };
        let x: Vec<Vec<f64>> = cases.iter().map(row).collect();
        let y: Vec<bool> = cases.iter().map(|c| truth(&c.review)).collect();
        let mut ridge = vec![RIDGE; INPUTS];
        ridge.extend(vec![0.1; groups]);
        let free = logistic::fit(&x, &y, &ridge);
        let starred: Vec<&Case> = cases.iter().filter(|c| c.review.stars.is_some()).collect();
        let row = |c: &&Case| {
            let mut x = c.inputs.to_vec();
            let stars = c.review.stars.unwrap_or(3.0).round() as usize;
            x.extend((1..=5).map(|s| f64::from(u8::from(s == stars))));
            x.extend((0..groups).map(|g| f64::from(u8::from(g == group(&c.review.lang)))));
            x
        };
        let x: Vec<Vec<f64>> = starred.iter().map(row).collect();
        let y: Vec<bool> = starred.iter().map(|c| truth(&c.review)).collect();
        let mut ridge = vec![RIDGE; INPUTS];
        ridge.extend(vec![0.3; 5]);
        ridge.extend(vec![RIDGE; groups]);
        let with = logistic::fit(&x, &y, &ridge);
        let first = |w: &[f64]| -> [f64; INPUTS] { std::array::from_fn(|i| round(w[i])) };
        let polar = Polar {
            text: first(&free),
            starred: first(&with),
            stars: std::array::from_fn(|i| round(with[INPUTS + i])),
        };
        (polar, free[INPUTS..].to_vec(), with[INPUTS + 5..].to_vec())
    };
    let (complaint, free, starred) = polar(&|r| r.dissatisfied());
    let (praise, praise_free, _) = polar(&|r| matches!(r.polarity.as_str(), "positive" | "mixed"));
    // Categories: a slope and a start a group, and a shift for each category that all languages share.
    let complaining: Vec<&Case> = cases
        .iter()
        .filter(|c| !c.review.categories.is_empty())
        .collect();
    let mut x = Vec::new();
    let mut y = Vec::new();
    for case in &complaining {
        for (i, id) in CATEGORIES.iter().enumerate() {
            let mut row = vec![0.0; 2 * groups + CATEGORIES.len()];
            row[group(&case.review.lang)] = case.categories[i];
            row[groups + group(&case.review.lang)] = 1.0;
            row[2 * groups + i] = 1.0;
            x.push(row);
            y.push(case.review.categories.iter().any(|c| c == id));
        }
    }
    let mut ridge = vec![0.01; 2 * groups];
    ridge.extend(vec![RIDGE; CATEGORIES.len()]);
    let w = logistic::fit(&x, &y, &ridge);
    let mut calibration = Calibration {
        complaint,
        praise,
        categories: w[2 * groups..].iter().map(|s| round(*s)).collect(),
        language: Vec::new(),
    };
    for g in 0..groups {
        let mut tuning = Tuning {
            id: OWN.get(g).unwrap_or(&"*").to_string(),
            complaint: round(free[g]),
            complaint_starred: round(starred[g]),
            praise: round(praise_free[g]),
            category: [round(w[g]), round(w[groups + g])],
            listed: 0.5,
        };
        let p = |case: &Case, i: usize| {
            let [slope, start] = tuning.category;
            slope * case.categories[i] + start + calibration.categories[i]
        };
        let own = complaining.iter().filter(|c| group(&c.review.lang) == g);
        let answers: Vec<(f64, bool, bool)> = own
            .flat_map(|case| {
                let logits: Vec<f64> = (0..CATEGORIES.len()).map(|i| p(case, i)).collect();
                let top = logits.iter().copied().fold(f64::MIN, f64::max);
                let truth = |i: usize| case.review.categories.iter().any(|c| c == CATEGORIES[i]);
                let one = |(i, l): (usize, f64)| (verdict::logistic(l), l == top, truth(i));
                logits.into_iter().enumerate().map(one).collect::<Vec<_>>()
            })
            .collect();
        tuning.listed = best(&|line| {
            let mut counts = Counts::default();
            answers
                .iter()
                .for_each(|(p, top, truth)| counts.add(*truth, *top || *p >= line));
            counts.f1()
        });
        calibration.language.push(tuning);
    }
    // Where to draw the line between complaint and none, so that both sides count alike.
    for g in 0..groups {
        let id = calibration.language[g].id.clone();
        for with in [false, true] {
            let logit = |c: &Case, calibration: &Calibration| {
                let lang = (id != "*").then_some(c.review.lang.as_str());
                let stars = if with { c.review.stars } else { None };
                logits(calibration, c, stars, lang.unwrap_or("*"))
            };
            let own: Vec<(f64, bool)> = cases
                .iter()
                .filter(|c| group(&c.review.lang) == g && (!with || c.review.stars.is_some()))
                .map(|c| (logit(c, &calibration), c.review.dissatisfied()))
                .collect();
            let shift = -3.0
                + 6.0
                    * best(&|t| {
                        let mut counts = Counts::default();
                        own.iter()
                            .for_each(|(l, y)| counts.add(*y, *l >= -3.0 + 6.0 * t));
                        counts.macro_f1()
                    });
            let tuning = &mut calibration.language[g];
            if with {
                tuning.complaint_starred = round(tuning.complaint_starred - shift);
            } else {
                tuning.complaint = round(tuning.complaint - shift);
            }
        }
    }
    calibration
}

fn logits(calibration: &Calibration, case: &Case, stars: Option<f64>, lang: &str) -> f64 {
    let tuning = calibration.language.iter().find(|t| t.id == lang);
    let tuning = tuning
        .or_else(|| calibration.language.last())
        .cloned()
        .unwrap_or_default();
    let dot = |w: &[f64; INPUTS]| w.iter().zip(case.inputs).map(|(w, x)| w * x).sum::<f64>();
    match stars {
        None => dot(&calibration.complaint.text) + tuning.complaint,
        Some(s) => {
            let s = (s.round() as usize).clamp(1, 5) - 1;
            dot(&calibration.complaint.starred)
                + calibration.complaint.stars[s]
                + tuning.complaint_starred
        }
    }
}

/// The best threshold between 0 and 1; the middle of the best ones, which is steadier than the first.
fn best(measure: &dyn Fn(f64) -> f64) -> f64 {
    let tries: Vec<(f64, f64)> = (2..=98)
        .map(|t| f64::from(t) / 100.0)
        .map(|t| (t, measure(t)))
        .collect();
    // Smooth over neighbours: a single lucky threshold is no good one.
    let smooth = |i: usize| {
        let near = &tries[i.saturating_sub(3)..(i + 4).min(tries.len())];
        near.iter().map(|t| t.1).sum::<f64>() / near.len() as f64
    };
    let top = (0..tries.len())
        .max_by(|a, b| smooth(*a).total_cmp(&smooth(*b)))
        .unwrap_or(0);
    round(tries[top].0)
}

fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

/// Fits the calibration and writes `data/calibration.toml`.
pub fn tune(labels: &[PathBuf]) -> Result<()> {
    let model = Model::from_bytes(&std::fs::read(crate::MODEL)?)?;
    let cases = cases(read(labels, "../shared/reviews".as_ref())?, &model);
    let calibration = fit(&cases);
    let head = "# What turns the model's scores into probabilities. Written by `cargo xtask tune`, from labelled reviews; see docs/understanding.md.\n\n";
    std::fs::write(
        "data/calibration.toml",
        format!("{head}{}", toml::to_string(&calibration)?),
    )?;
    println!("fitted on {} reviews", cases.len());
    Ok(())
}
