//! The errors of a report as Arrow arrays, handed over without a copy.

use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, UInt16Builder, UInt32Builder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_schema::{DataType, Field, Schema};
use bulk_user_upload::Report;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// The capsule of the Arrow `PyCapsule` interface.
pub(crate) fn stream<'py>(py: Python<'py>, report: &Report) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = py.detach(|| batch(report)).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let schema = batch.schema();
    let reader = RecordBatchIterator::new([Ok(batch)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}

fn batch(report: &Report) -> Result<RecordBatch, arrow_schema::ArrowError> {
    // With offsets of 32 bits, a column of more than 2 GiB of text would panic.
    let mut texts: [LargeStringBuilder; 8] = std::array::from_fn(|_| LargeStringBuilder::new());
    let [code, level, column, cell, value, params, suggestion, message] = &mut texts;
    let (mut number, mut row, mut line) = (UInt16Builder::new(), UInt32Builder::new(), UInt32Builder::new());
    for problem in report.errors() {
        code.append_value(problem.code().as_str());
        number.append_value(problem.code().number());
        level.append_value(problem.code().level().as_str());
        row.append_option(problem.row());
        line.append_option(problem.line());
        column.append_option(problem.column());
        cell.append_option(problem.cell());
        value.append_option(problem.value());
        params.append_value(serde_json::to_string(problem.params()).unwrap_or_default());
        suggestion.append_option(problem.suggestion());
        message.append_value(problem.message());
    }
    let text = |name: &str, nullable| Field::new(name, DataType::LargeUtf8, nullable);
    let schema = Schema::new(vec![
        text("code", false),
        Field::new("number", DataType::UInt16, false),
        text("level", false),
        Field::new("row", DataType::UInt32, true),
        Field::new("line", DataType::UInt32, true),
        text("column", true),
        text("cell", true),
        text("value", true),
        text("params", false),
        text("suggestion", true),
        text("message", false),
    ]);
    let [code, level, column, cell, value, params, suggestion, message] =
        texts.map(|mut text| Arc::new(text.finish()));
    RecordBatch::try_new(
        Arc::new(schema),
        vec![
            code,
            Arc::new(number.finish()),
            level,
            Arc::new(row.finish()),
            Arc::new(line.finish()),
            column,
            cell,
            value,
            params,
            suggestion,
            message,
        ],
    )
}
