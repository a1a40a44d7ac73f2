namespace Messaging.Soak.Serving;

/// <summary>The endpoint of the load: notes what it runs, works for some milliseconds, and answers.</summary>
internal sealed class Worker(ushort life, IRunRecorder recorder)
{
    public const string Method = "work";

    public const string Ping = "ping";

    public RpcEndpoint Endpoint => RpcEndpoint.FromObject(new Methods(life, recorder));

    public sealed class Methods
    {
        private readonly ushort _life;
        private readonly IRunRecorder _recorder;

        internal Methods(ushort life, IRunRecorder recorder) => (_life, _recorder) = (life, recorder);

        [RpcMethod(Method)]
        public async Task<object> WorkAsync(long number)
        {
            // First of all, so that what a killed server had begun is known to have run.
            _recorder.Record(number, _life);
            await Task.Delay(TimeSpan.FromMilliseconds(number % 8));
            return new Answer(Answer.ValueOf(number), _life);
        }

        [RpcMethod(Ping)]
        public int PingServer() => _life;
    }
}
