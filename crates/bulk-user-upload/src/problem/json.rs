//! Problems and notices as JSON (SPEC section 7).

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Notice, Problem};

impl Serialize for Problem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 11)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("number", &self.code().number())?;
        fields.serialize_field("level", &self.code().level())?;
        fields.serialize_field("row", &self.row())?;
        fields.serialize_field("line", &self.line())?;
        fields.serialize_field("column", &self.column())?;
        fields.serialize_field("cell", &self.cell())?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("params", self.params())?;
        fields.serialize_field("suggestion", &self.suggestion())?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}

impl Serialize for Notice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Notice", 9)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("row", &self.row())?;
        fields.serialize_field("line", &self.line())?;
        fields.serialize_field("column", &self.column())?;
        fields.serialize_field("cell", &self.cell())?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("suggestion", &self.suggestion())?;
        fields.serialize_field("params", self.params())?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}
