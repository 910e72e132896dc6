//! The report as JSON (SPEC section 7), which is the same in every language and interface.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::Report;

impl Report {
    /// The report as JSON, on one line.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let report = check(&Template::default(), Upload::new("users.pdf", "")).resolve(Answers::default())?;
    /// assert!(report.to_json().starts_with(r#"{"file":{"name":"users.pdf","size":0,"#));
    /// # Ok::<(), bulk_user_upload::ResolveError>(())
    /// ```
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a report has nothing that JSON has not")
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 6)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("users", &self.users())?;
        fields.serialize_field("valid", &self.valid())?;
        fields.serialize_field("rows_with_errors", &self.rows_with_errors())?;
        fields.serialize_field("errors", &Errors(self))?;
        fields.serialize_field("notices", &Notices(self))?;
        fields.end()
    }
}

/// Serializes the notices one after another.
struct Notices<'r>(&'r Report);

impl Serialize for Notices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.notices())
    }
}

/// Serializes the errors one after another, so that only one is in memory at a time.
struct Errors<'r>(&'r Report);

impl Serialize for Errors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.errors())
    }
}
