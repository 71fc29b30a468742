// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/gzip.h"

#include <algorithm>
#include <new>

namespace sightglass {
namespace {

constexpr std::size_t kOutBytes = 256u << 10;
constexpr int kGzipWindow = 15 + 16; // zlib: the largest window, gzip headers only

} // namespace

RecordReader::Gzip::Gzip(RecordSink &sink, Framer &framer)
    : Stream(sink, framer)
    , m_out(kOutBytes)
{
    if (inflateInit2(&m_zlib, kGzipWindow) != Z_OK)
        throw std::bad_alloc{};
}

RecordReader::Gzip::~Gzip()
{
    inflateEnd(&m_zlib);
}

bool RecordReader::Gzip::feed(std::string_view bytes)
{
    m_any = true;
    m_zlib.next_in
        = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // zlib only reads it
    m_zlib.avail_in = static_cast<uInt>(bytes.size());
    while (m_zlib.avail_in > 0) {
        if (m_betweenMembers) {
            if (*m_zlib.next_in == 0) { // padding of tapes and blocks
                ++m_zlib.next_in;
                --m_zlib.avail_in;
                continue;
            }
            inflateReset(&m_zlib);
            m_betweenMembers = false;
        }
        if (!inflateAll())
            return false;
    }
    return true;
}

// Until the input is used up or a member ends.
bool RecordReader::Gzip::inflateAll()
{
    for (;;) {
        m_zlib.next_out = reinterpret_cast<Bytef *>(m_out.data());
        m_zlib.avail_out = static_cast<uInt>(m_out.size());
        const int status = inflate(&m_zlib, Z_NO_FLUSH);
        const std::size_t made = m_out.size() - m_zlib.avail_out;
        if (made > 0 && !pass({m_out.data(), made}))
            return false;
        if (status == Z_STREAM_END) {
            m_betweenMembers = true;
            return true;
        }
        if (status == Z_BUF_ERROR || (status == Z_OK && m_zlib.avail_out > 0))
            return true;
        if (status != Z_OK) {
            finishFraming();
            fault(Reason::StreamCorrupt, "the gzip stream is damaged; what came before is kept");
            return false;
        }
    }
}

void RecordReader::Gzip::finish()
{
    if (hasFault())
        return;
    if (m_any && !m_betweenMembers)
        fault(Reason::StreamTruncated, "the gzip stream ends too early; what came before is kept");
    finishFraming();
}

} // namespace sightglass
