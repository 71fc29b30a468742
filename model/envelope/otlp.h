// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/documents.h"

namespace sightglass {

/// Whether the text begins as an OTLP/JSON document does: its first member is resourceSpans,
/// resourceLogs or resourceMetrics. COST: a look at the first bytes.
[[nodiscard]] bool isOtlp(std::string_view text);

/// Hands over each span and each log record of an OTLP document as a document of its own: resource
/// and scope repeated, all of it as written, the place that of the span; members of the document
/// that are no resources are left out. One that would grow out of all reason is refused whole.
/// False, and nothing is handed over, when it holds one or none, or its brackets do not fit.
[[nodiscard]] bool cutOtlp(std::string_view document, Place place, RecordSink &sink);

/// As above; what is not cut is handed over as it is: whoever decodes it judges.
void splitOtlp(std::string_view document, Place place, RecordSink &sink);

} // namespace sightglass
