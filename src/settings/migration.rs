//! Reading what an earlier, a later or a broken Amends left in storage.

use serde_json::{Value, json};

use super::Stored;

/// Version of [`Stored`] that this Amends writes.
pub const VERSION: u32 = 2;

/// Steps from one version to the next; the first one leads from version 1 to 2.
const STEPS: [fn(Value) -> Value; 1] = [contact_by_language];

/// What became of the stored value.
#[derive(Debug, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "made once, when the program starts"
)]
pub enum Loaded {
    /// It was read, migrated where needed.
    Read(Stored),
    /// It could not be read: start with defaults, and keep the value under the backup key.
    Lost {
        /// The value as it was.
        backup: Value,
        /// It comes from a later version.
        newer: bool,
    },
}

/// Reads a stored value; `null` means that nothing was stored yet.
pub fn load(value: Value) -> Loaded {
    if value.is_null() {
        return Loaded::Read(Stored::default());
    }
    let Some(version) = value["version"].as_u64() else {
        return Loaded::Lost {
            backup: value,
            newer: false,
        };
    };
    if version > u64::from(VERSION) || version == 0 {
        return Loaded::Lost {
            newer: version != 0,
            backup: value,
        };
    }
    let done = usize::try_from(version - 1).unwrap_or(0);
    let migrated = STEPS[done..].iter().fold(value.clone(), |v, step| step(v));
    match serde_json::from_value::<Stored>(migrated) {
        Ok(stored) => Loaded::Read(Stored {
            version: VERSION,
            ..stored
        }),
        Err(_) => Loaded::Lost {
            backup: value,
            newer: false,
        },
    }
}

/// Version 1 knew one contact wording for all languages. A sentence fits only the language that it is
/// written in, so it goes to the one whose script it shows.
fn contact_by_language(mut value: Value) -> Value {
    if let Some(contact) = value["settings"]["contact"].as_str().map(str::to_owned) {
        let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
        let language = if contact.chars().any(kana) {
            "ja"
        } else if contact.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я')) {
            "ru"
        } else {
            "en"
        };
        value["settings"]["contact"] = if contact.trim().is_empty() {
            json!({})
        } else {
            json!({ language: contact })
        };
    }
    value["version"] = json!(2);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stored_means_defaults() {
        assert_eq!(load(Value::Null), Loaded::Read(Stored::default()));
    }

    #[test]
    fn version_1_is_migrated() {
        for (contact, want) in [
            ("в чате заказа", json!({"ru": "в чате заказа"})),
            (
                "お問い合わせフォーム",
                json!({"ja": "お問い合わせフォーム"}),
            ),
            ("by order message", json!({"en": "by order message"})),
            (" ", json!({})),
        ] {
            let old = json!({"version": 1, "settings": {
                "enabled": false, "shop": "Лавка", "contact": contact, "tone": "warm", "threshold": 2,
                "sites": {"ozon": false}}});
            let Loaded::Read(stored) = load(old) else {
                panic!("{contact}")
            };
            assert_eq!(json!(stored.settings.contact), want);
            assert!(!stored.settings.enabled);
            assert_eq!(
                (stored.settings.shop.as_str(), stored.settings.threshold),
                ("Лавка", 2)
            );
            assert_eq!(stored.version, VERSION);
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut stored = Stored::default();
        stored.settings.shop = "Shop".into();
        stored.keep_draft("k".into(), "text".into(), 5.0);
        assert_eq!(load(stored.to_value()), Loaded::Read(stored));
    }

    #[test]
    fn unreadable_values_are_kept_aside() {
        for (value, newer) in [
            (json!("garbage"), false),
            (json!({"settings": {}}), false),
            (json!({"version": 0}), false),
            (json!({"version": 99, "settings": {}}), true),
            (
                json!({"version": 2, "settings": {"threshold": "many"}}),
                false,
            ),
            (json!([1, 2]), false),
        ] {
            let backup = value.clone();
            assert_eq!(load(value), Loaded::Lost { backup, newer });
        }
    }
}
