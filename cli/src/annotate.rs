//! `amends annotate`: what reviews are about and, where asked for, what to do and what to write.

use amends::draft::{Case, Memory, Step, Writer};
use amends::protocol::{Field, Review, Settings};
use amends::understand::model::Model;
use amends::understand::{Evidence, Found, Understanding, understand};
use amends::{advise, data};
use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use crate::findings::{Finding, findings};
use crate::input::Input;
use crate::pipeline::Task;
use crate::place::{Place, messages};

/// What reviews are about; with a place also advice and drafts.
pub struct Annotate {
    model: Model,
    replies: Option<Replies>,
}

struct Replies {
    place: Place,
    settings: Settings,
    memory: Memory,
}

#[derive(Serialize)]
struct Output<'r> {
    id: &'r Value,
    language: Option<&'r str>,
    polarity: Polarity,
    categories: Vec<Label<'r>>,
    primary: Option<&'r str>,
    situations: Vec<Label<'r>>,
    #[serde(flatten)]
    replies: Option<Written>,
}

#[derive(Serialize)]
struct Polarity {
    id: &'static str,
    confidence: f64,
}

#[derive(Serialize)]
struct Label<'r> {
    id: &'r str,
    confidence: f64,
    evidence: Vec<Span<'r>>,
}

#[derive(Serialize)]
struct Span<'r> {
    field: &'static str,
    start: usize,
    end: usize,
    text: &'r str,
}

/// Advice and drafts.
#[derive(Serialize)]
struct Written {
    advice: Vec<Advice>,
    drafts: Vec<Draft>,
}

#[derive(Serialize)]
struct Advice {
    id: String,
    why: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Serialize)]
struct Draft {
    step: &'static str,
    language: String,
    text: String,
    findings: Vec<Finding>,
}

impl Annotate {
    /// Prepares the reading; `replies` names the place and the shop's settings where advice and drafts are wanted.
    ///
    /// # Errors
    /// Where the model cannot be read.
    pub fn new(replies: Option<(Place, Settings)>) -> Result<Self> {
        Ok(Annotate {
            model: Model::shipped()?,
            replies: replies.map(|(place, settings)| Replies {
                place,
                settings,
                memory: Memory::default(),
            }),
        })
    }
}

impl Task for Annotate {
    type Record = Input;
    type Worked = (Review, Understanding);

    fn work(&self, input: &Input) -> (Review, Understanding) {
        let review = input.review();
        let data = data::embedded();
        let understood = understand(&review, input.lang.as_deref(), data, &self.model, &[]);
        (review, understood)
    }

    fn finish(&mut self, input: &Input, (review, understood): Self::Worked) -> Result<String> {
        let replies = self.replies.as_mut();
        let output = Output {
            id: &input.id,
            language: understood.language,
            polarity: Polarity {
                id: understood.polarity.id(),
                confidence: rounded(understood.confidence),
            },
            categories: understood
                .categories
                .iter()
                .map(|f| label(f, &review))
                .collect(),
            primary: understood.primary().map(|f| f.id.as_str()),
            situations: understood
                .situations
                .iter()
                .map(|f| label(f, &review))
                .collect(),
            replies: match replies {
                Some(replies) => Some(replies.write(input, &review, &understood, &self.model)?),
                None => None,
            },
        };
        Ok(serde_json::to_string(&output)?)
    }
}

impl Replies {
    fn write(
        &mut self,
        input: &Input,
        review: &Review,
        understood: &Understanding,
        model: &Model,
    ) -> Result<Written> {
        let case = Case {
            review,
            understood,
            settings: &self.settings,
            rules: self.place.rules(input.site.as_deref())?,
            data: data::embedded(),
            messages: messages(self.settings.language.as_deref()),
        };
        let advice = advise::advise(&case, &|_| Vec::new());
        let writer = Writer::new(case);
        let mut drafts = Vec::new();
        for step in Step::ALL {
            if !case.open_to(step) {
                continue;
            }
            if let Ok(text) = writer.draft(step, 0, &mut self.memory) {
                let findings = if step.for_buyer() {
                    findings(&text.composed.text, step, &case, model)
                } else {
                    Vec::new()
                };
                drafts.push(Draft {
                    step: step.id(),
                    language: text.language,
                    text: text.composed.text,
                    findings,
                });
            }
        }
        let advice = advice.into_iter().map(|a| Advice {
            id: a.id,
            why: a.why,
            details: a.details,
            source: a.source,
        });
        Ok(Written {
            advice: advice.collect(),
            drafts,
        })
    }
}

fn label<'r>(found: &'r Found, review: &'r Review) -> Label<'r> {
    Label {
        id: &found.id,
        confidence: rounded(found.confidence),
        evidence: found.evidence.iter().map(|e| span(e, review)).collect(),
    }
}

/// Counted in characters, as most languages that read this count.
fn span<'r>(evidence: &Evidence, review: &'r Review) -> Span<'r> {
    let field = match evidence.field {
        Field::Title => "title",
        Field::Text => "text",
    };
    let text = evidence.words(review);
    let start = evidence
        .whole(review)
        .get(..evidence.start)
        .map_or(0, |before| before.chars().count());
    Span {
        field,
        start,
        end: start + text.chars().count(),
        text,
    }
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 1000.0).round() / 1000.0
}
