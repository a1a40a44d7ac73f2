using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring.Rounds;

/// <summary>One round of one subject, with what it used.</summary>
internal static class Round
{
    // The longest that a call may take, and some more: twins know no timeout.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    /// <exception cref="InvalidOperationException">An answer was not the payload.</exception>
    /// <exception cref="TimeoutException">The round did not end.</exception>
    public static async Task<Sample> RunAsync(ISubject subject, Load load, TimeSpan time, ProcessClock broker)
    {
        // What an earlier round left behind is not this one's to collect.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var brokerCpu = broker.Read();
        var server = await ReadServerAsync(subject);
        var here = Usage.OfThisProcess();
        var (latencies, foreign) = await CallAsync(subject, load, time).WaitAsync(time + Grace);
        here = Usage.OfThisProcess() - here;
        server = server is null ? null : (await ReadServerAsync(subject))! - server;
        brokerCpu = broker.Read() - brokerCpu;
        var sample = foreign is null ? Own(latencies, here, server) : Foreign(foreign, here, ((IForeignSubject)subject).ServesHere);
        return sample with { BrokerCpu = brokerCpu?.TotalMicroseconds / latencies.Calls };
    }

    private static async Task<(Latencies Latencies, ForeignRound? Foreign)> CallAsync(ISubject subject, Load load, TimeSpan time)
    {
        if (subject is IForeignSubject foreign)
        {
            var round = await foreign.RunRoundAsync(load, time);
            return (round.Latencies, round);
        }

        return (await (load.Rate > 0 ? OpenLoop.RunAsync(subject, load, time) : ClosedLoop.RunAsync(subject, load, time)), null);
    }

    private static async Task<Usage?> ReadServerAsync(ISubject subject) =>
        subject is IApartSubject apart ? await apart.ReadServerAsync() : null;

    private static Sample Own(Latencies latencies, Usage here, Usage? server)
    {
        var both = server is null ? here : here + server;
        return Times(latencies) with
        {
            Cpu = both.Cpu.TotalMicroseconds / latencies.Calls,
            ClientCpu = server is null ? null : here.Cpu.TotalMicroseconds / latencies.Calls,
            ServerCpu = server?.Cpu.TotalMicroseconds / latencies.Calls,
            Bytes = both.Bytes / (double)latencies.Calls,
            Collections = [both.Gen0, both.Gen1, both.Gen2],
        };
    }

    private static Sample Foreign(ForeignRound round, Usage here, bool servesHere)
    {
        var serverCpu = servesHere ? here.Cpu : round.ServerCpu;
        var calls = (double)round.Latencies.Calls;
        return Times(round.Latencies) with
        {
            Cpu = (round.ClientCpu + (serverCpu ?? TimeSpan.Zero)).TotalMicroseconds / calls,
            ClientCpu = serverCpu is null ? null : round.ClientCpu.TotalMicroseconds / calls,
            ServerCpu = serverCpu?.TotalMicroseconds / calls,
            Bytes = servesHere ? here.Bytes / calls : null,
            Collections = servesHere ? [here.Gen0, here.Gen1, here.Gen2] : null,
        };
    }

    private static Sample Times(Latencies latencies) => new()
    {
        CallsPerSecond = latencies.Calls / latencies.Elapsed.TotalSeconds,
        P50 = latencies.P50,
        P99 = latencies.P99,
        P999 = latencies.P999,
        Cpu = 0,
    };
}
