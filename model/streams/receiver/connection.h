// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/streams/receiver/http_head.h"
#include "model/streams/receiver/receiver.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace sightglass {

/// What all connections of a receiver share. THREAD: the receiver's.
struct ReceiverShared
{
    Decoder decoder;
    ReceiverPorts ports;
    ReceiverPolicy policy;
    int connections = 0;
};

/// One client: reads requests one after another and answers each before it looks at the next, so
/// that pipelined ones are answered in order. Ends by itself when the client is slow, wrong or
/// gone.
class Connection final : public std::enable_shared_from_this<Connection>
{
public:
    Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ReceiverShared> shared);
    ~Connection();

    void start();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void read();
    void received(const boost::system::error_code &error, std::size_t size);
    void process();
    [[nodiscard]] bool processHead();
    [[nodiscard]] std::string takeHead();
    void processBody();
    void judge();
    void answerStored(Stored stored, const std::string &accepted);
    void answer(unsigned status, std::string body, bool close);
    void refuse(unsigned status, std::string_view error, std::string_view detail);
    void answerError(unsigned status, std::string_view error, std::string_view detail, bool close);
    void sent(bool close);
    void drain();
    void arm(std::chrono::seconds time);
    void expired();

    boost::asio::ip::tcp::socket m_socket;
    boost::asio::steady_timer m_timer;
    std::shared_ptr<ReceiverShared> m_shared;
    std::string m_peer;
    std::array<char, 65536> m_chunk{};
    std::string m_in; // received and not used yet
    std::optional<Parser> m_parser;
    HeadVerdict m_verdict;
    std::string m_out;
    std::size_t m_drained = 0;
    bool m_answering = false;
    bool m_draining = false;
};

} // namespace sightglass
