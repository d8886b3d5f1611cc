//! Fits the calibration on labelled reviews: a handful of numbers, no weights of words.

use std::path::{Path, PathBuf};

use amends::understand::model::Model;
use amends::understand::verdict::{self, Calibration, INPUTS, Polar, Tuning};
use amends::understand::{Analysis, CATEGORIES};
use anyhow::Result;

use crate::corpus::{self, CORE, Labelled};
use crate::logistic;
use crate::scores::Counts;

/// Keeps weights small where there are few reviews.
const RIDGE: f64 = 2.0;

/// The languages with numbers of their own, and one for the rest.
const GROUPS: usize = CORE.len() + 1;

/// A labelled review with what the model says of it.
struct Case {
    review: Labelled,
    group: usize,
    inputs: [f64; INPUTS],
    categories: Vec<[f64; 2]>,
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
            let matcher = lexicon.get(&review.lang)?;
            let analysis = Analysis::new(&review.whole(), matcher);
            let scored = model.score(&review.lang, &analysis)?;
            let own = CORE.iter().position(|l| *l == review.lang);
            Some(Case {
                group: own.unwrap_or(CORE.len()),
                inputs: verdict::inputs(&scored),
                categories: (0..CATEGORIES.len())
                    .map(|c| verdict::category_inputs(&scored, c))
                    .collect(),
                review,
            })
        })
        .collect()
}

/// 1 at a place, else 0.
fn mark(place: usize, count: usize) -> impl Iterator<Item = f64> {
    (0..count).map(move |i| f64::from(u8::from(i == place)))
}

/// Weights of inputs and stars, and what each group adds without stars and with them.
fn polar(cases: &[Case], truth: impl Fn(&Labelled) -> bool) -> (Polar, Vec<f64>, Vec<f64>) {
    let row =
        |c: &Case| -> Vec<f64> { c.inputs.into_iter().chain(mark(c.group, GROUPS)).collect() };
    let x: Vec<Vec<f64>> = cases.iter().map(row).collect();
    let y: Vec<bool> = cases.iter().map(|c| truth(&c.review)).collect();
    let free = logistic::fit(&x, &y, &[vec![RIDGE; INPUTS], vec![0.1; GROUPS]].concat());
    let row = |(c, stars): (&Case, f64)| -> Vec<f64> {
        let stars = mark(stars.round() as usize - 1, 5);
        let inputs = c.inputs.into_iter();
        inputs.chain(stars).chain(mark(c.group, GROUPS)).collect()
    };
    let starred = cases.iter().filter_map(|c| Some((c, c.review.stars?)));
    let y: Vec<bool> = starred.clone().map(|(c, _)| truth(&c.review)).collect();
    let x: Vec<Vec<f64>> = starred.map(row).collect();
    let ridge = [vec![RIDGE; INPUTS], vec![0.3; 5], vec![RIDGE; GROUPS]].concat();
    let with = logistic::fit(&x, &y, &ridge);
    let first = |w: &[f64]| -> [f64; INPUTS] { std::array::from_fn(|i| round(w[i])) };
    let polar = Polar {
        text: first(&free),
        starred: first(&with),
        stars: std::array::from_fn(|i| round(with[INPUTS + i])),
    };
    (polar, free[INPUTS..].to_vec(), with[INPUTS + 5..].to_vec())
}

/// What score, phrase and start count in each group, and a shift for each category that all languages share.
fn categories(cases: &[Case]) -> (Vec<[f64; 3]>, Vec<f64>) {
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for case in cases.iter().filter(|c| !c.review.categories.is_empty()) {
        for (i, id) in CATEGORIES.iter().enumerate() {
            let [score, found] = case.categories[i];
            let own = [score, found, 1.0].into_iter();
            x.push(
                own.flat_map(|v| mark(case.group, GROUPS).map(move |g| g * v))
                    .chain(mark(i, CATEGORIES.len()))
                    .collect(),
            );
            y.push(case.review.categories.iter().any(|c| c == id));
        }
    }
    let free = vec![0.01; GROUPS];
    let ridge = [
        &free[..],
        &[RIDGE; GROUPS],
        &free,
        &[RIDGE; CATEGORIES.len()],
    ]
    .concat();
    let w = logistic::fit(&x, &y, &ridge);
    let own = |g: usize| [w[g], w[GROUPS + g], w[2 * GROUPS + g]].map(round);
    let shifts = w[3 * GROUPS..].iter().map(|s| round(*s)).collect();
    ((0..GROUPS).map(own).collect(), shifts)
}

fn fit(cases: &[Case]) -> Calibration {
    let (complaint, free, starred) = polar(cases, Labelled::dissatisfied);
    let praised = |r: &Labelled| matches!(r.polarity.as_str(), "positive" | "mixed");
    let (praise, praise_free, _) = polar(cases, praised);
    let (own, shifts) = categories(cases);
    let mut calibration = Calibration {
        complaint,
        praise,
        categories: shifts,
        language: Vec::new(),
    };
    for (g, category) in own.into_iter().enumerate() {
        let mut tuning = Tuning {
            id: CORE.get(g).unwrap_or(&"*").to_string(),
            complaint: round(free[g]),
            complaint_starred: round(starred[g]),
            praise: round(praise_free[g]),
            category,
            listed: 0.5,
        };
        let own: Vec<&Case> = cases.iter().filter(|c| c.group == g).collect();
        tuning.listed = listed(&own, &tuning, &calibration.categories);
        for with in [false, true] {
            let shift = line(&own, &calibration.complaint, &tuning, with);
            let start = if with {
                &mut tuning.complaint_starred
            } else {
                &mut tuning.complaint
            };
            *start = round(*start - shift);
        }
        calibration.language.push(tuning);
    }
    calibration
}

/// From which probability on categories are best named, beside the most probable one.
fn listed(cases: &[&Case], tuning: &Tuning, shifts: &[f64]) -> f64 {
    let complaining = cases.iter().filter(|c| !c.review.categories.is_empty());
    let answers: Vec<(f64, bool, bool)> = complaining
        .flat_map(|case| {
            let logits: Vec<f64> = std::iter::zip(&case.categories, shifts)
                .map(|(inputs, shift)| tuning.category_logit(*inputs, *shift))
                .collect();
            let top = logits.iter().copied().fold(f64::MIN, f64::max);
            let truth = |i: usize| case.review.categories.iter().any(|c| c == CATEGORIES[i]);
            let one = |(i, l): (usize, f64)| (verdict::logistic(l), l == top, truth(i));
            logits.into_iter().enumerate().map(one).collect::<Vec<_>>()
        })
        .collect();
    best(&|line| {
        let mut counts = Counts::default();
        answers
            .iter()
            .for_each(|(p, top, truth)| counts.add(*truth, *top || *p >= line));
        counts.f1()
    })
}

/// Where to draw the line between complaint and none, as a logit, so that both sides count alike.
fn line(cases: &[&Case], complaint: &Polar, tuning: &Tuning, with: bool) -> f64 {
    let own = [tuning.complaint, tuning.complaint_starred];
    let logits: Vec<(f64, bool)> = cases
        .iter()
        .filter(|c| !with || c.review.stars.is_some())
        .map(|c| {
            let stars = c.review.stars.filter(|_| with);
            (
                complaint.logit(Some(&c.inputs), stars, own),
                c.review.dissatisfied(),
            )
        })
        .collect();
    let place = |t: f64| -3.0 + 6.0 * t;
    place(best(&|t| {
        let mut counts = Counts::default();
        logits
            .iter()
            .for_each(|(l, y)| counts.add(*y, *l >= place(t)));
        counts.macro_f1()
    }))
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
pub fn tune(labels: &[PathBuf], reviews: &Path) -> Result<()> {
    let model = Model::from_bytes(&std::fs::read(crate::MODEL)?)?;
    let cases = cases(read(labels, reviews)?, &model);
    let calibration = fit(&cases);
    let head = "# What turns the model's scores into probabilities. Written by `cargo xtask tune`, from labelled reviews; see docs/understanding.md.\n\n";
    std::fs::write(
        "data/calibration.toml",
        format!("{head}{}", toml::to_string(&calibration)?),
    )?;
    println!("fitted on {} reviews", cases.len());
    Ok(())
}
