//! The schemas describe the engine's types: a type takes a value where its schema allows it, and refuses it
//! where its schema does not.

use std::collections::BTreeSet;

use bulk_user_upload::import::{
    ErrorCount, ImportDetails, ImportMode, ImportRecord, ImportStatus, ImportedRow, RowOutcome, SkipReason,
    SkippedUser, StoredFile, StoredNotice, StoredProblem, Undo, Undone, UndoneUser,
};
use bulk_user_upload::problem::Level;
use bulk_user_upload::report::LeftOut;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::DESCRIPTION;

/// Reads a value as a type, and writes it again.
type RoundTrip = fn(Value) -> serde_json::Result<Value>;

fn round_trip<T: DeserializeOwned + Serialize>(value: Value) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_value::<T>(value)?)
}

/// The schemas of the engine's types.
const OF_THE_ENGINE: [(&str, RoundTrip); 17] = [
    ("ErrorCount", round_trip::<ErrorCount>),
    ("ImportDetails", round_trip::<ImportDetails>),
    ("ImportRecord", round_trip::<ImportRecord>),
    ("ImportedRow", round_trip::<ImportedRow>),
    ("LeftOut", round_trip::<LeftOut>),
    ("Level", round_trip::<Level>),
    ("Mode", round_trip::<ImportMode>),
    ("Notice", round_trip::<StoredNotice>),
    ("Outcome", round_trip::<RowOutcome>),
    ("Problem", round_trip::<StoredProblem>),
    ("SkipReason", round_trip::<SkipReason>),
    ("SkippedUser", round_trip::<SkippedUser>),
    ("Status", round_trip::<ImportStatus>),
    ("StoredFile", round_trip::<StoredFile>),
    ("UndoUsers", round_trip::<Undo>),
    ("Undone", round_trip::<Undone>),
    ("UndoneUser", round_trip::<UndoneUser>),
];

/// The schemas of the API's own types, and of what the engine writes and never reads: `tests/routes/api.rs`
/// compares those with answers.
const OF_ANSWERS: [&str; 8] =
    ["File", "History", "ProblemDetails", "Reading", "Report", "Rows", "Undo", "UploadForm"];

const TIME: &str = "2026-11-23T09:30:00Z";

/// The schemas of the description.
struct Schemas(Map<String, Value>);

impl Schemas {
    fn of_description() -> Self {
        let description = serde_json::to_value(&*DESCRIPTION).unwrap();
        Self(description["components"]["schemas"].as_object().unwrap().clone())
    }

    /// The schema itself, where another refers to it or combines it.
    fn resolved(&self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.resolved(&self.0[reference.rsplit('/').next().unwrap()]);
        }
        let Some(parts) = schema["allOf"].as_array() else { return schema.clone() };
        let mut whole = json!({"type": "object", "properties": {}, "required": []});
        for part in parts.iter().map(|part| self.resolved(part)) {
            let properties = part["properties"].as_object().unwrap().clone();
            whole["properties"].as_object_mut().unwrap().extend(properties);
            let required = part["required"].as_array().cloned().unwrap_or_default();
            whole["required"].as_array_mut().unwrap().extend(required);
        }
        whole
    }

    /// A value that a schema allows, with everything in it.
    fn sample(&self, schema: &Value) -> Value {
        let schema = self.resolved(schema);
        if let Some(either) = schema["oneOf"].as_array() {
            return self.sample(either.iter().find(|one| one["type"] != "null").unwrap());
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[0].clone();
        }
        match types(&schema).into_iter().find(|&kind| kind != "null").unwrap() {
            "string" if schema["format"] == "date-time" => TIME.into(),
            "string" => schema.get("example").cloned().unwrap_or("text".into()),
            "integer" => 7.into(),
            "array" => json!([self.sample(&schema["items"])]),
            "object" => properties(&schema).map(|(name, one)| (name.clone(), self.sample(one))).collect(),
            other => panic!("no sample of {other}"),
        }
    }

    fn allows(&self, schema: &Value, value: &Value) -> bool {
        let schema = self.resolved(schema);
        if let Some(either) = schema["oneOf"].as_array() {
            return either.iter().any(|one| self.allows(one, value));
        }
        let (kind, fits) = match value {
            Value::Null => ("null", true),
            Value::Bool(_) => ("boolean", true),
            Value::Number(number) => ("integer", is_within(&schema, number.as_i64().unwrap())),
            Value::String(_) => ("string", schema["format"] != "date-time" && schema["example"].is_null()),
            Value::Array(items) => ("array", items.iter().all(|item| self.allows(&schema["items"], item))),
            Value::Object(_) => ("object", required(&schema).is_empty()),
        };
        let is_word = schema["enum"].as_array().is_none_or(|words| words.contains(value));
        types(&schema).contains(&kind) && fits && is_word
    }
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

fn required(schema: &Value) -> Vec<&str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn is_within(schema: &Value, number: i64) -> bool {
    let max = if schema["format"] == "int32" { i32::MAX.into() } else { i64::MAX };
    (schema["minimum"].as_i64().unwrap_or(i64::MIN)..=max).contains(&number)
}

#[test]
fn every_schema_is_compared() {
    let compared = OF_THE_ENGINE.iter().map(|(name, _)| *name).chain(OF_ANSWERS);
    let schemas = Schemas::of_description();
    assert_eq!(compared.collect::<BTreeSet<_>>(), schemas.0.keys().map(String::as_str).collect());
}

#[test]
fn a_schema_has_every_field_of_its_type() {
    let schemas = Schemas::of_description();
    for (name, round_trip) in OF_THE_ENGINE {
        let schema = schemas.resolved(&schemas.0[name]);
        let sample = schemas.sample(&schema);
        assert_eq!(round_trip(sample.clone()).unwrap(), sample, "{name}");
        for (field, _) in properties(&schema) {
            let mut without = sample.clone();
            without.as_object_mut().unwrap().remove(field);
            let is_always_written = round_trip(without).map_or(true, |written| written.get(field).is_some());
            assert_eq!(required(&schema).contains(&&**field), is_always_written, "{name}.{field}");
        }
    }
}

#[test]
fn a_schema_has_the_types_of_the_fields() {
    let schemas = Schemas::of_description();
    let beyond_32_bits = 1_i64 << 32;
    let values = json!([null, true, "text", -1, beyond_32_bits, [], [7], ["text"], {}]);
    for (name, round_trip) in OF_THE_ENGINE {
        let schema = schemas.resolved(&schemas.0[name]);
        // Params differ from code to code: any object.
        for (field, of_field) in properties(&schema).filter(|(field, _)| *field != "params") {
            for value in values.as_array().unwrap() {
                let mut changed = schemas.sample(&schema);
                changed[field] = value.clone();
                let is_taken = round_trip(changed).is_ok();
                assert_eq!(schemas.allows(of_field, value), is_taken, "{name}.{field}: {value}");
            }
        }
    }
}

#[test]
fn a_schema_has_every_word_of_its_type() {
    let schemas = Schemas::of_description();
    for (name, round_trip) in OF_THE_ENGINE {
        let Some(words) = schemas.0[name]["enum"].as_array() else { continue };
        // unknown variant `no such word`, expected one of `created`, `undone`
        let error = round_trip("no such word".into()).unwrap_err().to_string();
        let (_, expected) = error.split_once("expected ").unwrap();
        let expected: BTreeSet<_> = expected.split('`').skip(1).step_by(2).collect();
        assert_eq!(words.iter().filter_map(Value::as_str).collect::<BTreeSet<_>>(), expected, "{name}");
    }
}
