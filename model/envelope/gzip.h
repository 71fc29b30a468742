// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/streams.h"

#include <zlib.h>

#include <vector>

namespace sightglass {

/// gzip: any number of members, zeros behind the last one ignored.
class RecordReader::Gzip final : public RecordReader::Stream
{
public:
    Gzip(RecordSink &sink, Framer &framer);
    ~Gzip() override;

    [[nodiscard]] bool feed(std::string_view bytes) override;
    void finish() override;

private:
    [[nodiscard]] bool inflateAll();

    z_stream m_zlib{};
    std::vector<char> m_out;
    bool m_betweenMembers = false;
    bool m_any = false;
};

} // namespace sightglass
