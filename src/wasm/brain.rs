//! The engine as the background worker sees it.

use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::Engine;
use crate::protocol::{Answer, Failure};

/// The engine, in JavaScript's types.
#[wasm_bindgen]
pub struct Brain {
    engine: Engine,
}

#[wasm_bindgen]
impl Brain {
    /// Starts from what storage holds, `null` where it holds nothing, and the bytes of the model, of the phrase data, of the
    /// sentences of replies and of the rules for replies.
    #[wasm_bindgen(constructor)]
    pub fn new(
        stored: JsValue,
        model: &[u8],
        lexicon: &[u8],
        phrases: &[u8],
        checks: &[u8],
    ) -> Brain {
        // What is no JSON is as unreadable as broken JSON: the engine keeps it aside.
        let stored =
            serde_wasm_bindgen::from_value(stored).unwrap_or_else(|e| Value::String(e.to_string()));
        Brain {
            engine: Engine::from_files(stored, model, [lexicon, phrases, checks]),
        }
    }

    /// Whether a file that reading needs is missing or broken.
    pub fn damaged(&self) -> bool {
        self.engine.damaged()
    }

    /// Answers a request at a time in milliseconds since 1970.
    pub fn handle(&mut self, request: JsValue, now: f64) -> JsValue {
        let answer = match serde_wasm_bindgen::from_value(request) {
            Ok(request) => self.engine.handle(request, now),
            Err(error) => Answer::Failed {
                error: Failure {
                    code: "badRequest".into(),
                    message: error.to_string(),
                },
            },
        };
        to_js(&answer)
    }

    /// What must be written to storage since the last call; `undefined` where nothing changed.
    #[wasm_bindgen(js_name = takeUnsaved)]
    pub fn take_unsaved(&mut self) -> JsValue {
        self.engine
            .take_unsaved()
            .map_or(JsValue::UNDEFINED, |v| to_js(&v))
    }

    /// A stored value that could not be read, to be kept under the backup key; `undefined` where there is none.
    #[wasm_bindgen(js_name = takeBackup)]
    pub fn take_backup(&mut self) -> JsValue {
        self.engine
            .take_backup()
            .map_or(JsValue::UNDEFINED, |v| to_js(&v))
    }
}

/// Plain objects and numbers only: Chromium's messages are JSON.
pub fn to_js<T: Serialize>(value: &T) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
