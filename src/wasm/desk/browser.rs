//! The browser's extension interface, as far as the desk needs it.

use std::collections::BTreeMap;

use js_sys::{Array, JSON, Promise};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::protocol::{Failure, FoundReview, Problem, Request, Settings, SiteState, Whisper};
use crate::wasm::brain::to_js;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = sendMessage, catch)]
    fn runtime_send_message(message: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    fn runtime_get_manifest() -> JsValue;
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    fn i18n_get_ui_language() -> String;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs"], js_name = query, catch)]
    fn tabs_query(filter: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs"], js_name = get, catch)]
    fn tabs_get(id: i32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs"], js_name = update, catch)]
    fn tabs_update(id: i32, changes: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "tabs"], js_name = sendMessage, catch)]
    fn tabs_send_message(id: i32, message: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "scripting"], js_name = executeScript, catch)]
    fn scripting_execute_script(injection: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = contains, catch)]
    fn permissions_contains(wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = request, catch)]
    fn permissions_request(wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    fn storage_on_changed(listener: &JsValue);
}

/// A tab of the browser.
#[derive(Clone, Debug, Deserialize)]
pub struct Tab {
    /// Its number.
    pub id: i32,
    /// Its address, where the extension may know it.
    pub url: Option<String>,
}

/// The brain's answers that the desk can get, read one by one: reading all of [`Response`](crate::protocol::Response)
/// would make the Wasm a tenth larger.
pub enum Reply {
    /// What the desk shows.
    Overview(Overview),
    /// Settings were refused.
    Invalid(Vec<Problem>),
    /// All corrections.
    Corrections(Value),
    /// It was done.
    Done,
}

/// `Response::Overview`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Overview {
    /// All settings.
    pub settings: Settings,
    /// The site of the tab.
    pub site: Option<SiteState>,
    /// Words of the desk.
    pub texts: BTreeMap<String, String>,
    /// Writing direction.
    pub dir: String,
    /// Language of the interface.
    pub language: String,
    /// Message about lost settings or a damaged extension.
    pub notice: Option<String>,
    /// How many corrections are kept.
    pub corrections: u32,
}

/// `Whisper::Found`.
#[derive(Deserialize)]
pub struct Found {
    /// What read the page, if anything did.
    pub site: Option<String>,
    /// Nothing is under way any more.
    pub settled: bool,
    /// What was read.
    pub reviews: Vec<FoundReview>,
}

/// Language of the browser's own interface.
pub fn ui_language() -> String {
    i18n_get_ui_language()
}

/// The tab that the user looks at.
pub async fn active_tab() -> Option<Tab> {
    let found = settle(tabs_query(&to_js(
        &json!({"active": true, "currentWindow": true}),
    )))
    .await;
    read(found.ok()?)
        .ok()
        .and_then(|tabs: Vec<Tab>| tabs.into_iter().next())
}

/// The tab with a number.
pub async fn tab(id: i32) -> Option<Tab> {
    read(settle(tabs_get(id)).await.ok()?).ok()
}

/// Brings a tab to the front of its window.
pub async fn show_tab(id: i32) {
    // A tab that is gone meanwhile cannot be shown, and nobody misses it.
    settle(tabs_update(id, &to_js(&json!({"active": true}))))
        .await
        .ok();
}

/// Sends a request to the brain without waiting for what comes of it.
pub fn send(request: &Request) -> Result<Promise, JsValue> {
    runtime_send_message(&to_js(request))
}

/// Asks the brain. A worker that dies under a request is started anew by the next one.
pub async fn ask(request: &Request) -> Result<Reply, String> {
    let answer = match settle(send(request)).await {
        Ok(answer) => answer,
        Err(_) => settle(send(request)).await?,
    };
    let mut answer: Value = read(answer)?;
    match answer["kind"].as_str() {
        Some("overview") => Ok(Reply::Overview(part(answer)?)),
        Some("invalid") => Ok(Reply::Invalid(part(answer["problems"].take())?)),
        Some("corrections") => Ok(Reply::Corrections(answer["corrections"].take())),
        Some("done") => Ok(Reply::Done),
        _ => Err(part::<Failure>(answer["error"].take())?.message),
    }
}

/// Says something to the hands of a tab; an error where none are there.
pub async fn whisper(tab: i32, message: &Whisper) -> Result<JsValue, String> {
    settle(tabs_send_message(tab, &to_js(message))).await
}

/// What the hands of a tab found, `None` where no hands answer.
pub async fn report(tab: i32) -> Option<Found> {
    read(whisper(tab, &Whisper::Report {}).await.ok()?).ok()
}

/// Puts the hands into a tab that was open before they could come by themselves.
pub async fn inject(tab: i32) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Manifest {
        content_scripts: Vec<Scripts>,
    }
    #[derive(Deserialize)]
    struct Scripts {
        js: Vec<String>,
    }
    let manifest: Manifest = read(runtime_get_manifest())?;
    let files = manifest
        .content_scripts
        .into_iter()
        .next()
        .map(|s| s.js)
        .unwrap_or_default();
    let target = json!({"tabId": tab, "allFrames": true});
    settle(scripting_execute_script(&to_js(
        &json!({"target": target, "files": files}),
    )))
    .await?;
    Ok(())
}

/// Asks the user for a host permission. To be called while a click is handled, before anything is awaited.
pub fn request_permission(origin: &str) -> Result<Promise, JsValue> {
    permissions_request(&origins(origin))
}

/// Whether the user allowed what was asked for.
pub async fn granted(asked: Result<Promise, JsValue>) -> Result<bool, String> {
    Ok(settle(asked).await?.is_truthy())
}

/// Whether the extension holds a host permission.
pub async fn has_permission(origin: &str) -> bool {
    granted(permissions_contains(&origins(origin)))
        .await
        .unwrap_or(false)
}

/// Calls back whenever stored data change, whoever changed them.
pub fn on_stored(callback: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(callback);
    storage_on_changed(&listener.into_js_value());
}

fn origins(origin: &str) -> JsValue {
    #[derive(Serialize)]
    struct Wanted<'a> {
        origins: [&'a str; 1],
    }
    to_js(&Wanted { origins: [origin] })
}

async fn settle(promise: Result<Promise, JsValue>) -> Result<JsValue, String> {
    match promise {
        Ok(promise) => JsFuture::from(promise).await.map_err(|e| told(&e)),
        Err(error) => Err(told(&error)),
    }
}

/// Reads by way of JSON, which the brain reads anyway: one reader in the Wasm is enough.
fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    if value.is_undefined() {
        return Err("no answer".to_owned());
    }
    let text = JSON::stringify(&value).map_err(|e| told(&e))?;
    part(serde_json::from_str(&String::from(text)).map_err(|e| e.to_string())?)
}

fn part<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|e| e.to_string())
}

/// What an error of JavaScript says.
fn told(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().into(),
        None => Array::of1(error).join("").into(),
    }
}
