//! Small steps on the document. What the popup's markup lacks is passed over.

use std::collections::BTreeMap;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Url,
};

/// How long a browser may take to read a file that was handed out, in milliseconds.
const READ: u32 = 60_000;

/// The first element that a selector finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// All elements that a selector finds.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| found.get(i)?.dyn_into().ok())
        .collect()
}

/// Writes text into an element, as text.
pub fn write(selector: &str, text: &str) {
    if let Some(element) = find(selector) {
        write_into(&element, text);
    }
}

/// Writes text where it differs, so that screen readers hear of changes only.
fn write_into(element: &HtmlElement, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Puts the focus on an element.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        // Fails only where the document is about to go.
        element.focus().ok();
    }
}

/// Hands a text to the user as a file, without any request.
pub fn download(name: &str, text: &str) -> Result<(), String> {
    let told = |error: wasm_bindgen::JsValue| format!("{error:?}");
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).map_err(told)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(told)?;
    if let Some(link) = make("a", "", "").and_then(|a| a.dyn_into::<HtmlElement>().ok()) {
        attribute(&link, "href", &url);
        attribute(&link, "download", name);
        link.click();
    }
    // The browser reads it after the click.
    Timeout::new(READ, move || {
        Url::revoke_object_url(&url).ok();
    })
    .forget();
    Ok(())
}

/// Shows or hides an element.
pub fn show(selector: &str, shown: bool) {
    if let Some(element) = find(selector) {
        element.set_hidden(!shown);
    }
}

/// Sets an attribute.
pub fn attribute(element: &Element, name: &str, value: &str) {
    // Fails only for malformed names, and ours are literals.
    element.set_attribute(name, value).ok();
}

/// A new element with a class and a text.
pub fn make(tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    Some(element)
}

/// Writes the words of the interface into all elements that name one.
pub fn label(texts: &BTreeMap<String, String>, language: &str, dir: &str) {
    if let Some(root) = document().document_element() {
        attribute(&root, "lang", language);
        attribute(&root, "dir", dir);
    }
    for element in all("[data-text]") {
        if let Some(text) = element
            .get_attribute("data-text")
            .and_then(|key| texts.get(&key))
        {
            write_into(&element, text);
        }
    }
}

/// Value of a form field: `true` or `false` for a checkbox; `None` for what is no field or an unchosen radio button.
pub fn value(field: &Element) -> Option<String> {
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    let input = field.dyn_ref::<HtmlInputElement>()?;
    match input.type_().as_str() {
        "checkbox" => Some(input.checked().to_string()),
        "radio" => input.checked().then(|| input.value()),
        _ => Some(input.value()),
    }
}

/// Puts a value into a form field, unless the user is just typing there.
pub fn set_value(field: &Element, value: &str) {
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        return select.set_value(value);
    }
    let typing = || document().active_element().as_ref() == Some(field);
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        if !typing() && area.value() != value {
            area.set_value(value);
        }
        return;
    }
    let Some(input) = field.dyn_ref::<HtmlInputElement>() else {
        return;
    };
    match input.type_().as_str() {
        "checkbox" => input.set_checked(value == "true"),
        "radio" => input.set_checked(input.value() == value),
        _ if typing() => {}
        _ if input.value() != value => input.set_value(value),
        _ => {}
    }
}
