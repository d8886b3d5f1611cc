//! What replies are worth: the checks on written examples, how unlike drafts are, how fast they are written, and packs of real
//! reviews for readers, who judge what no program can.

use std::fs;
use std::path::{Path, PathBuf};

use amends::data;
use amends::draft::{Act, Case, Memory, Step, Writer};
use amends::messages::Messages;
use amends::protocol::{Review, Settings};
use amends::understand::model::Model;
use amends::understand::{Understanding, hash, understand};
use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{bench, cargo, succeed};

/// Language, the place whose rules hold for goods, and how its buyers reach the shop.
const READ: [(&str, &str, &str); 3] = [
    ("ru", "wildberries", "в чате с продавцом на странице заказа"),
    ("ja", "rakuten", "購入履歴の「ショップへの問い合わせ」"),
    ("en", "ebay", "through the message page of your order"),
];
/// Drafts in a pack for one reader.
const DRAFTS: usize = 100;
/// Stars up to which a review is a complaint.
const LOW: f64 = 3.0;
/// Shortest review in a pack, in characters.
const SHORTEST: usize = 26;
/// Who ranks; each gets another order of the three replies.
pub const READERS: [&str; 3] = ["buyer", "bystander", "seller"];
/// The reply that shops copy, by language; others get the English one.
const TEMPLATES: [(&str, &str); 4] = [
    (
        "ru",
        "Здравствуйте! Спасибо за Ваш отзыв. Приносим извинения за доставленные неудобства. Ваше мнение очень важно для нас, мы обязательно учтём его в работе. С уважением, команда магазина.",
    ),
    (
        "ja",
        "この度は貴重なご意見をいただき、誠にありがとうございます。ご不便をおかけし申し訳ございません。今後のサービス向上に努めてまいります。",
    ),
    (
        "ko",
        "소중한 의견 감사합니다. 불편을 드려 죄송합니다. 더 나은 서비스를 위해 노력하겠습니다.",
    ),
    (
        "en",
        "Thank you for your review. We apologise for any inconvenience caused. Your feedback is very important to us and we strive to improve our service. Please contact our support team.",
    ),
];

/// Where things are, and what is measured on.
pub struct Measured<'a> {
    /// Directory with `<language>.jsonl`, one review a line: `id`, `text`, `title`, `stars`, `domain`.
    pub reviews: &'a Path,
    /// What `cargo xtask read` wrote of pages with real replies.
    pub read: &'a [PathBuf],
    /// The seller's settings for the ranking, as `amends annotate` takes them.
    pub settings: Option<&'a Path>,
    /// Chooses other reviews.
    pub seed: u32,
    /// Directory for the packs.
    pub out: &'a Path,
    /// Browser for the times; `None` leaves them out.
    pub browser: Option<&'a str>,
}

/// Measures and writes the packs.
///
/// # Errors
/// Where a test fails, or a file cannot be read or written.
pub fn replies(root: &Path, measured: &Measured<'_>) -> Result<()> {
    let mut tests = cargo(root);
    tests.args(["test", "--quiet", "--package", "amends"]);
    tests.args([
        "--test", "checks", "--test", "replies", "--test", "problems",
    ]);
    succeed(tests.args(["--", "--nocapture"]))?;
    fs::create_dir_all(measured.out)?;
    let writing = Writing {
        model: Model::shipped().map_err(|e| anyhow::anyhow!("{e}"))?,
    };
    for (language, place, contact) in READ {
        let file = measured.reviews.join(format!("{language}.jsonl"));
        match fs::read_to_string(&file) {
            Ok(lines) => {
                let settings = shop(language, contact);
                writing.reading_pack(&lines, (language, place), &settings, measured)?;
            }
            Err(_) => println!("skipped: {} is not there", file.display()),
        }
    }
    match measured.read {
        [] => println!("skipped: the ranking needs --read with files of `cargo xtask read`"),
        files => writing.ranking_pack(files, measured)?,
    }
    match measured.browser {
        Some(browser) => bench::bench(root, browser, Some("understand")),
        None => Ok(()),
    }
}

/// A shop that signs and says where it is reached.
fn shop(language: &str, contact: &str) -> Settings {
    Settings {
        signature: "A. Reed".into(),
        contact: [(language.to_owned(), contact.to_owned())].into(),
        ..Settings::default()
    }
}

/// A public reply, and how it calls the problem.
struct Reply {
    text: String,
    language: String,
    named: bool,
    quoted: bool,
}

struct Writing {
    model: Model,
}

impl Writing {
    /// Our reply to a complaint; `None` to what is none.
    fn reply(
        &self,
        review: &Review,
        place: &str,
        settings: &Settings,
        memory: &mut Memory,
    ) -> Option<Reply> {
        let data = data::embedded();
        let understood: Understanding = understand(review, None, data, &self.model, &[]);
        if !understood.polarity.dissatisfied() {
            return None;
        }
        let case = Case {
            review,
            understood: &understood,
            settings,
            rules: data.rules(place),
            data,
            messages: Messages::pick(&data.messages, "en"),
        };
        let text = Writer::new(case).draft(Step::PublicReply, 0, memory).ok()?;
        let acts = text.composed.parts.iter();
        let marks = &data.phrases.get(&text.language)?.quotes;
        Some(Reply {
            named: acts.clone().any(|(_, slot)| slot.act == Act::Sorry),
            quoted: repeats(&text.composed.text, marks, review),
            language: text.language,
            text: text.composed.text,
        })
    }

    /// A hundred reviews with our replies as a text that is read, and how the problem is called in all of them.
    fn reading_pack(
        &self,
        lines: &str,
        (language, place): (&str, &str),
        settings: &Settings,
        measured: &Measured<'_>,
    ) -> Result<()> {
        let mut reviews: Vec<(u32, Value)> = lines
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|v| v["stars"].as_f64().is_some_and(|stars| stars <= LOW))
            .map(|v| (hash(&format!("{} {}", measured.seed, v["id"])), v))
            .collect();
        reviews.sort_by_key(|(order, _)| *order);
        let mut memory = Memory::default();
        let (mut pack, mut written) = (String::new(), 0);
        let (mut count, mut named, mut quoted) = (0, 0, 0);
        for (_, value) in &reviews {
            let review = review(value, "stars");
            let place = if value["domain"] == "app" {
                "google_play"
            } else {
                place
            };
            let Some(reply) = self.reply(&review, place, settings, &mut memory) else {
                continue;
            };
            if reply.language != language {
                continue;
            }
            count += 1;
            named += usize::from(reply.named);
            quoted += usize::from(reply.quoted && !reply.named);
            if written < DRAFTS && review.text.chars().count() >= SHORTEST {
                written += 1;
                let title = review.title.as_deref().unwrap_or_default();
                let stars = value["stars"].as_f64().unwrap_or_default();
                pack += &format!(
                    "#{written} [{place}] {stars}* REVIEW: {title} {}\nREPLY: {}\n\n",
                    review.text, reply.text
                );
            }
        }
        let file = measured.out.join(format!("read-{language}.txt"));
        fs::write(&file, pack)?;
        println!(
            "{language}: of {count} complaints of up to three stars {named} have their concrete problem named, {quoted} are quoted; {}",
            file.display()
        );
        Ok(())
    }

    /// Reviews with the real reply, ours and the template, in another order for each reader, and the keys to that.
    fn ranking_pack(&self, files: &[PathBuf], measured: &Measured<'_>) -> Result<()> {
        let settings: Settings = match measured.settings {
            Some(file) => serde_json::from_str(&fs::read_to_string(file)?)
                .with_context(|| format!("{}: no settings", file.display()))?,
            None => shop("en", "through our help page"),
        };
        let mut memory = Memory::default();
        let mut rows: Vec<(u32, Value, [String; 3])> = Vec::new();
        for file in files {
            let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
            for line in text.lines() {
                let page: Value = serde_json::from_str(line)?;
                let known = page["site"].as_str().unwrap_or_default();
                let place = if page["url"]
                    .as_str()
                    .is_some_and(|u| u.contains("play.google"))
                {
                    "google_play"
                } else {
                    known
                };
                for value in page["reviews"].as_array().into_iter().flatten() {
                    let Some(real) = value["reply"].as_str() else {
                        continue;
                    };
                    let review = review(value, "rating");
                    let Some(ours) = self.reply(&review, place, &settings, &mut memory) else {
                        continue;
                    };
                    let own = TEMPLATES.iter().find(|t| t.0 == ours.language);
                    let template = own.unwrap_or(&TEMPLATES[3]).1.to_owned();
                    let order = hash(&format!("{} {}", measured.seed, review.text));
                    let shown = json!({"site": place, "stars": value["rating"], "review": review.text, "title": review.title});
                    let texts = [real.to_owned(), ours.text, template];
                    if !rows
                        .iter()
                        .any(|(_, _, known)| known[0] == texts[0] && known[1] == texts[1])
                    {
                        rows.push((order, shown, texts));
                    }
                }
            }
        }
        rows.sort_by_key(|(order, ..)| *order);
        for reader in READERS {
            let (mut pack, mut keys) = (String::new(), Vec::new());
            for (number, (_, shown, texts)) in rows.iter().enumerate() {
                let turn = hash(&format!("{reader} {} {number}", measured.seed)) as usize;
                let order = ORDERS[turn % ORDERS.len()];
                let mut shown = shown.clone();
                shown["n"] = number.into();
                for (letter, place) in LETTERS.iter().zip(order) {
                    shown[*letter] = texts[place].clone().into();
                }
                pack += &format!("{shown}\n");
                keys.push(order.map(|place| WRITERS[place]));
            }
            fs::write(measured.out.join(format!("rank-{reader}.jsonl")), pack)?;
            let keys = serde_json::to_string(&keys)?;
            fs::write(measured.out.join(format!("key-{reader}.json")), keys)?;
        }
        println!(
            "{} reviews with real replies for the ranking; `cargo xtask ranks` counts the verdicts",
            rows.len()
        );
        Ok(())
    }
}

/// How the three replies are called in a pack.
pub const LETTERS: [&str; 3] = ["A", "B", "C"];
/// Who wrote them.
pub const WRITERS: [&str; 3] = ["real", "ours", "template"];
/// All orders of three.
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

/// Whether a reply quotes the review; a shop's own name may stand in the same marks.
fn repeats(reply: &str, marks: &[String; 2], review: &Review) -> bool {
    let title = review.title.as_deref().unwrap_or_default();
    reply.split(marks[0].as_str()).skip(1).any(|part| {
        let (words, _) = part.split_once(marks[1].as_str()).unwrap_or_default();
        !words.is_empty() && (review.text.contains(words) || title.contains(words))
    })
}

/// A review as files hold it; `stars` names the field with these.
fn review(value: &Value, stars: &str) -> Review {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let words = text("text").unwrap_or_default();
    Review {
        key: text("id").unwrap_or_else(|| words.clone()),
        text: words,
        title: text("title"),
        author: text("author"),
        product: text("product"),
        rating: value[stars].as_f64(),
        ..Review::default()
    }
}
