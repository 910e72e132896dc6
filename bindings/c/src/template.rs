//! `buu_template`: what an upload must look like.

use std::ffi::c_char;

use bulk_user_upload::Template;

use crate::error::buu_error;
use crate::guard::{free, guard, or};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::{buu_str, short};
use crate::text::buu_text;

/// What an upload must look like: its columns, its limits, its password policy. It never changes. Any
/// number of threads may use it at once.
///
/// Where a function takes a template that may be NULL, NULL stands for the template of the product.
#[derive(Debug)]
pub struct buu_template(pub(crate) Template);

impl buu_template {
    /// The template of an argument, which may be NULL.
    pub(crate) unsafe fn or_default(template: *const Self) -> Template {
        unsafe { template.as_ref() }.map_or_else(Template::default, |template| template.0.clone())
    }
}

/// Makes a template from JSON. The book's page "Templates and password policies" lists the keys.
///
/// Writes `*template`, which the caller frees with `buu_template_free`. Fails with `BUU_INVALID_TEMPLATE`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_from_json(
    json: buu_str,
    template: *mut *mut buu_template,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { read(json, Template::from_json, template, error) }
}

/// Makes a template from the text of a TOML file. As `buu_template_from_json`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_from_toml(
    toml: buu_str,
    template: *mut *mut buu_template,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { read(toml, Template::from_toml, template, error) }
}

unsafe fn read(
    text: buu_str,
    read: impl FnOnce(&str) -> Result<Template, bulk_user_upload::template::TemplateError>,
    template: *mut *mut buu_template,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(template, "template")?;
            out.hand_over(buu_template(read(text.text("the text of the template")?)?));
            Ok(())
        })
    }
}

/// The template as JSON, with all that it says: `buu_template_from_json` reads it back. `template` may be NULL.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_json(
    template: *const buu_template,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { written(template, Template::to_json, json, "json", error) }
}

/// The template as the text of a TOML file, with all that it says: `buu_template_from_toml` reads it back.
/// `template` may be NULL.
///
/// Writes `*toml`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_toml(
    template: *const buu_template,
    toml: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { written(template, Template::to_toml, toml, "toml", error) }
}

unsafe fn written(
    template: *const buu_template,
    write: impl FnOnce(&Template) -> String,
    text: *mut *mut buu_text,
    name: &str,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(text, name)?;
            out.hand_over(buu_text::new(write(&buu_template::or_default(template))));
            Ok(())
        })
    }
}

/// The file that people fill in: a header row, with `*` behind each required column. Written into `buffer`
/// as a short text; gives the length of the whole. `template` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_csv(
    template: *const buu_template,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    unsafe { short(buffer, room, || Some(buu_template::or_default(template).csv())) }
}

/// The largest size of a file, in bytes. `template` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_max_bytes(template: *const buu_template) -> u64 {
    or(0, || unsafe { buu_template::or_default(template) }.limits().max_bytes())
}

/// The number of columns. `template` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_column_count(template: *const buu_template) -> usize {
    or(0, || unsafe { buu_template::or_default(template) }.columns().len())
}

/// The name of the column at an index, from 0. Written into `buffer` as a short text; gives the length of
/// the whole, and 0 where the index is out of range. `template` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_column(
    template: *const buu_template,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let name = || {
        let template = unsafe { buu_template::or_default(template) };
        template.columns().get(index).map(|column| column.name().to_owned())
    };
    unsafe { short(buffer, room, name) }
}

/// Frees a template. Checks and reports that were made with it do not need it. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_template_free(template: *mut buu_template) {
    unsafe { free(template) }
}
