// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/zstd_stream.h"

#include "model/base/limits.h"

#include <zstd_errors.h>

#include <algorithm>

namespace sightglass {
namespace {

constexpr int kWindowLog = 27;
static_assert((std::uint64_t{1} << kWindowLog) == limits::kZstdWindow);

} // namespace

RecordReader::Zstd::Zstd(RecordSink &sink, Framer &framer)
    : Stream(sink, framer)
    , m_zstd(ZSTD_createDStream())
    , m_out(ZSTD_DStreamOutSize())
{
    ZSTD_DCtx_setParameter(m_zstd.get(), ZSTD_d_windowLogMax, kWindowLog);
    m_wanted = ZSTD_initDStream(m_zstd.get());
}

// libzstd is fed as much as it asks for: a call that fails delivers nothing of what it was given.
bool RecordReader::Zstd::feed(std::string_view bytes)
{
    while (!bytes.empty()) {
        m_any = true;
        const std::size_t step = std::min(bytes.size(), std::max<std::size_t>(m_wanted, 1));
        ZSTD_inBuffer in{bytes.data(), step, 0};
        bool full = false;
        do {
            ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
            const std::size_t code = ZSTD_decompressStream(m_zstd.get(), &out, &in);
            if (out.pos > 0 && !pass({m_out.data(), out.pos}))
                return false;
            if (ZSTD_isError(code))
                return !stepFailed(code);
            m_wanted = code;
            full = out.pos == out.size;
        } while (in.pos < in.size || full);
        bytes.remove_prefix(step);
    }
    return true;
}

bool RecordReader::Zstd::stepFailed(std::size_t code)
{
    finishFraming();
    if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
        fault(Reason::WindowTooLarge, "the frame asks for a window of more than 128 MiB");
    else
        fault(Reason::StreamCorrupt, "the zstd stream is damaged; what came before is kept");
    return true;
}

void RecordReader::Zstd::finish()
{
    if (hasFault())
        return;
    if (m_any && m_wanted != 0)
        fault(Reason::StreamTruncated, "the zstd stream ends too early; what came before is kept");
    finishFraming();
}

} // namespace sightglass
