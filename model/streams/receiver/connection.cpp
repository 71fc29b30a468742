// SPDX-License-Identifier: Apache-2.0
#include "model/streams/receiver/connection.h"

#include "model/base/limits.h"
#include "model/json/canonical.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

namespace sightglass {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::chrono::seconds kHeadTime{10};
constexpr std::chrono::seconds kBodyTime{30};
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::size_t kDrainBytes = 64u << 20;

// Answers end with CR LF: who reads pipelined ones line by line finds the next one at a line's
// begin.
std::string acceptedText(const JudgedBody &judged)
{
    std::string warnings;
    for (const std::string &warning : judged.warnings)
        warnings.append(warnings.empty() ? "" : ",").append(json::quoted(warning));
    return "{\"accepted\":" + std::to_string(judged.lines.size())
        + ",\"as\":" + json::quoted(judged.as) + ",\"subject\":" + json::quoted(judged.subject)
        + ",\"warnings\":[" + warnings + "]}\r\n";
}

std::string_view reasonPhrase(unsigned status)
{
    const auto phrase = http::obsolete_reason(static_cast<http::status>(status));
    return {phrase.data(), phrase.size()};
}

bool isBlankOrBatch(std::string_view body)
{
    return holdsSeveral(body) || body.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// What shows, before the head of a request is whole, that it will be none. Empty: nothing.
std::string_view faultOf(std::string_view head)
{
    if (!head.empty() && (head.front() < 'A' || head.front() > 'Z'))
        return "no HTTP request";
    if (head.find("\r\n") != std::string_view::npos
        && head.find(" HTTP/1.") == std::string_view::npos)
        return "no HTTP/1.1 request";
    return oddBytes(head);
}

} // namespace

Connection::Connection(asio::ip::tcp::socket socket, std::shared_ptr<ReceiverShared> shared)
    : m_socket(std::move(socket))
    , m_timer(m_socket.get_executor())
    , m_shared(std::move(shared))
{
    ++m_shared->connections;
    error_code error;
    const auto endpoint = m_socket.remote_endpoint(error);
    m_peer = error ? "?" : endpoint.address().to_string();
}

Connection::~Connection()
{
    --m_shared->connections;
}

void Connection::start()
{
    arm(kHeadTime);
    read();
}

void Connection::read()
{
    m_socket.async_read_some(
        asio::buffer(m_chunk),
        [self = shared_from_this()](const error_code &error, std::size_t size) {
            self->received(error, size);
        });
}

void Connection::received(const error_code &error, std::size_t size)
{
    if (error) {
        m_timer.cancel();
        return;
    }
    if (m_draining) {
        m_drained += size;
        if (m_drained < kDrainBytes)
            read();
        return;
    }
    m_in.append(m_chunk.data(), size);
    process();
}

void Connection::process()
{
    if (m_answering)
        return;
    if (!m_parser && !processHead())
        return;
    processBody();
}

// False when the head is not whole yet, or was answered.
bool Connection::processHead()
{
    const std::string head = takeHead();
    if (head.empty())
        return false;
    m_parser.emplace();
    m_parser->eager(true);
    m_parser->header_limit(static_cast<std::uint32_t>(limits::kHeaderBytes));
    m_parser->body_limit(limits::kBatchBytes);
    error_code error;
    m_parser->put(asio::buffer(head), error);
    // A body that is too large is for the verdict to say, after who asks.
    if (error && error != http::error::need_more && error != http::error::body_limit) {
        refuse(400, "HTTP", error.message());
        return false;
    }
    m_verdict = judgeHead(m_parser->get(), m_shared->policy);
    if (m_verdict.status == 200) {
        answer(200, {}, false);
        return false;
    }
    if (m_verdict.status != 0) {
        refuse(m_verdict.status, reasonPhrase(m_verdict.status), m_verdict.detail);
        return false;
    }
    if (m_parser->get()[http::field::expect] == "100-continue") {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        error_code ignored;
        m_socket.write_some(asio::buffer(kContinue), ignored);
    }
    arm(kBodyTime);
    return true;
}

// Empty when it is not whole yet: then more is read; or when it was refused.
std::string Connection::takeHead()
{
    while (m_in.rfind("\r\n", 0) == 0) // blank lines before a request (RFC 9112 §2.2)
        m_in.erase(0, 2);
    const std::size_t end = m_in.find("\r\n\r\n");
    const std::size_t bare = m_in.find("\n\n");
    const std::size_t size = std::min(end == std::string::npos ? end : end + 4,
                                      bare == std::string::npos ? bare : bare + 2);
    if (std::min(size, m_in.size()) > limits::kHeaderBytes) {
        const bool line = m_in.find('\n') > limits::kHeaderBytes;
        refuse(line ? 414 : 431, "LIMIT", "the head of a request is at most 16 KiB");
        return {};
    }
    const std::string_view known = std::string_view{m_in}.substr(0, size);
    if (const std::string_view fault = faultOf(known); !fault.empty()) {
        refuse(400, "HTTP", fault);
        return {};
    }
    if (size == std::string::npos) {
        read();
        return {};
    }
    std::string head{known};
    m_in.erase(0, size);
    return head;
}

void Connection::processBody()
{
    while (!m_parser->is_done() && !m_in.empty()) {
        error_code error;
        const std::size_t used = m_parser->put(asio::buffer(m_in), error);
        m_in.erase(0, used);
        if (error && error != http::error::need_more) {
            const bool large = error == http::error::body_limit;
            refuse(large ? 413 : 400, large ? "LIMIT" : "HTTP", error.message());
            return;
        }
        if (used == 0)
            break;
    }
    if (m_parser->is_done()) {
        judge();
        return;
    }
    if (m_in.size() > limits::kHeaderBytes) { // a chunk's head that does not end
        refuse(400, "HTTP", "a chunk header is too long");
        return;
    }
    read();
}

void Connection::judge()
{
    const auto &request = m_parser->get();
    const std::string &body = request.body();
    if (body.size() > m_verdict.bodyLimit
        || (body.size() > limits::kRecordBytes && !isBlankOrBatch(body))) {
        refuse(413, "LIMIT", "an event is at most 4 MiB, a batch 16 MiB");
        return;
    }
    JudgedBody judged;
    if (const auto rejection = judgeBody(m_shared->decoder, bodyFormOf(request), body, judged)) {
        m_shared->ports.reject(*rejection, body, m_peer);
        answerError(400, word(rejection->reason), rejection->detail, false);
        return;
    }
    m_answering = true;
    m_timer.cancel();
    std::string accepted = acceptedText(judged);
    if (judged.lines.empty()) {
        answer(202, std::move(accepted), false);
        return;
    }
    // Whoever settles lets go of the connection at once: it ends on the receiver's thread only.
    m_shared->ports.store(std::move(judged), m_peer,
                          [self = shared_from_this(), accepted](Stored stored) mutable {
                              const auto executor = self->m_socket.get_executor();
                              asio::post(executor, [self = std::move(self), accepted, stored] {
                                  self->answerStored(stored, accepted);
                              });
                          });
}

void Connection::answerStored(Stored stored, const std::string &accepted)
{
    if (stored == Stored::Durable)
        answer(202, accepted, false);
    else
        answerError(stored == Stored::Busy ? 429 : 503, stored == Stored::Busy ? "BUSY" : "NO_ROOM",
                    stored == Stored::Busy ? "too much is waiting" : "the log cannot take it now",
                    false);
}

// What is refused before its body is taken is counted, and what follows on the connection is not
// trusted.
void Connection::refuse(unsigned status, std::string_view error, std::string_view detail)
{
    m_shared->ports.refuse(status);
    answerError(status, error, detail, true);
}

void Connection::answerError(unsigned status, std::string_view error, std::string_view detail,
                             bool close)
{
    answer(status,
           "{\"error\":" + json::quoted(error) + ",\"detail\":" + json::quoted(detail) + "}\r\n",
           close);
}

void Connection::answer(unsigned status, std::string body, bool close)
{
    m_answering = true;
    m_timer.cancel();
    close = close || (m_parser && !m_parser->get().keep_alive());
    m_out = "HTTP/1.1 " + std::to_string(status) + " " + std::string{reasonPhrase(status)} + "\r\n";
    if (status == 405)
        m_out += "Allow: POST, OPTIONS\r\n";
    if (status == 401)
        m_out += "WWW-Authenticate: Bearer\r\n";
    if (status == 429 || status == 503)
        m_out += "Retry-After: 1\r\n";
    if (!m_verdict.allowOrigin.empty())
        m_out += "WebHook-Allowed-Origin: " + m_verdict.allowOrigin
            + "\r\nWebHook-Allowed-Rate: *\r\n";
    if (!body.empty())
        m_out += "Content-Type: application/json\r\n";
    m_out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    m_out += close ? "Connection: close\r\n\r\n" : "\r\n";
    m_out += body;
    arm(kHeadTime);
    asio::async_write(m_socket, asio::buffer(m_out),
                      [self = shared_from_this(), close](const error_code &error, std::size_t) {
                          if (!error)
                              self->sent(close);
                      });
}

void Connection::sent(bool close)
{
    m_answering = false;
    m_parser.reset();
    m_verdict = {};
    if (close) {
        drain();
        return;
    }
    arm(kHeadTime);
    if (m_in.empty())
        read();
    else
        process();
}

// What the client still sends is read for a moment: closing at once would reset the connection
// under the answer.
void Connection::drain()
{
    error_code ignored;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    m_draining = true;
    arm(kDrainTime);
    read();
}

void Connection::arm(std::chrono::seconds time)
{
    m_timer.expires_after(time);
    m_timer.async_wait([self = shared_from_this()](const error_code &error) {
        if (!error)
            self->expired();
    });
}

void Connection::expired()
{
    error_code ignored;
    if (!m_answering && !m_draining && (m_parser || !m_in.empty())) {
        refuse(408, "TIMEOUT", "the request took too long");
        return;
    }
    m_socket.close(ignored);
}

} // namespace sightglass
