// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/streams.h"

#include <zstd.h>

#include <memory>
#include <vector>

namespace sightglass {

/// zstd: any number of frames and skippable frames, windows up to 128 MiB.
class RecordReader::Zstd final : public RecordReader::Stream
{
public:
    Zstd(RecordSink &sink, Framer &framer);

    [[nodiscard]] bool feed(std::string_view bytes) override;
    void finish() override;

private:
    struct Free
    {
        void operator()(ZSTD_DStream *stream) const { ZSTD_freeDStream(stream); }
    };
    [[nodiscard]] bool stepFailed(std::size_t code);

    std::unique_ptr<ZSTD_DStream, Free> m_zstd;
    std::vector<char> m_out;
    std::size_t m_wanted = 0; // 0: a frame has just ended
    bool m_any = false;
};

} // namespace sightglass
