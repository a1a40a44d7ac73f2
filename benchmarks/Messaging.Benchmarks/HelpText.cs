namespace Messaging.Benchmarks;

/// <summary>The text of <c>--help</c>.</summary>
internal static class HelpText
{
    public const string Text =
        """
        Measures a whole call, there and back, on several subjects in turns: ./bench.sh [options]

          --subjects LIST    what to measure: memory, rabbit, zmq (ours); memory-typed, rabbit-typed (ours by a contract);
                             raw, masstransit, wolverine, oslo (twins of rabbit);
                             libzmq, netmq, grpc, streamjsonrpc, socket (twins of zmq);
                             gateway (ours over HTTP), endpoint (its twin);
                             thrift (ours), apachethrift, apachethrift-pool (its twins);
                             amqp1 (ours over AMQP 1.0, on RabbitMQ 4), raw-amqp1 (its twin);
                             zmq-client (our client, libzmq's server), zmq-server (the reverse)
                             (default: all but socket and the last nine; what cannot run here is left out)
          --callers LIST     how many callers at once (default: 1,16,64,256,1024)
          --open LIST        instead of callers: an open loop with so many calls a second, latency from the intended start
          --payload LIST     bytes of the text that is echoed (default: 100)
          --shape SHAPE      call, cast (awaited: the broker has confirmed it), cast-unconfirmed (not awaited) or fanout (to ten
                             servers); casts count when servers have run them (default: call)
          --apart            servers in a process of their own, where a subject can: CPU for client and server apart
          --rounds N         rounds of each subject, in turns; the medians are reported (default: 5)
          --seconds S        length of a round (default: 2)
          --warm-up N        calls of each subject before anything is measured, in at most 30 s; 0 measures cold code
                             (default: 200000)
          --url URL          a RabbitMQ to use (default: MESSAGING_TEST_RABBIT_URL, else a private one is started)
          --broker-pid PID   that broker's process, if it runs on this machine: its CPU is reported too
          --json FILE        writes the rows there as well
          --svg FOLDER       draws charts of them there
          --quick            within three minutes: 1 and 64 callers, 5 rounds of 0.6 s, 40000 calls to warm up, in at most 6 s
          --allocations      instead: which types a call allocates, for each subject
          --growth [LIST]    instead: how costs grow: pending, topics, clients, payload, backlog, leaks (default: all, some ten
                             minutes), always with a private broker; --most N for another largest number, --json FILE
          --micro [FILTER]   instead: the parts of a call one by one, with BenchmarkDotNet
        """;
}
