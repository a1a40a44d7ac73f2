using System.Globalization;
using System.Threading.Channels;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Messages that are small on the wire and large in memory.</summary>
public sealed class CompressedAttackTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int Size = 4 * 1024 * 1024;
    private const int Messages = 12;
    private const int Room = 4;

    [Fact]
    public async Task Compressed_messages_wait_until_there_is_room_for_them_and_others_go_on()
    {
        var keeper = new Keeper();
        await ServeAsync(await OpenServerAsync(), keeper);
        var client = Client(await OpenSenderAsync());
        for (var i = 0; i < Messages; i++)
        {
            await client.CastAsync(null, "keep", new { text = Text() }, Token);
        }

        await keeper.WaitForAsync(1);
        Assert.Equal(3, await Client(await OpenAsync()).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        keeper.Open();

        await keeper.WaitForAsync(Messages - 1);
        Assert.InRange(keeper.MostAtATime, 1, Room);
    }

    [Fact]
    public async Task A_call_that_waits_for_room_goes_to_another_server_when_its_own_stops()
    {
        var keeper = new Keeper();
        var server = await ServeAsync(
            await OpenServerAsync(), keeper, options: new RpcServerOptions { DrainTimeout = TimeSpan.FromMinutes(5) });
        var client = Client(await OpenSenderAsync());
        for (var i = 0; i < Room; i++)
        {
            await client.CastAsync(null, "keep", new { text = Text() }, Token);
        }

        await keeper.WaitForAsync(Room - 1);
        var waiting = client.CallAsync<int>(null, "count", new { text = Text() }, Token);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var stopping = server.StopAsync(Token);
        await ServeAsync(await OpenServerAsync(), new Keeper(isOpen: true), "s2");

        Assert.Equal(Size, await waiting);
        keeper.Open();
        await stopping;
    }

    [Fact]
    public async Task What_grows_beyond_measure_is_refused_and_its_caller_is_told_why()
    {
        await ServeAsync(await OpenAsync(), new Keeper(isOpen: true));
        var client = Client(await OpenSenderAsync());

        var error = await Assert.ThrowsAsync<MessageTooLargeException>(() =>
            client.CallAsync<int>(null, "count", new { text = new string('x', 60 * 1024 * 1024) }, Token));
        Assert.Contains("MaxCompressionRatio", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_runs_in_order_keeps_the_order_of_large_and_small()
    {
        var keeper = new Keeper(isOpen: true);
        await ServeAsync(await OpenServerAsync(), keeper, options: new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() });
        var client = Client(await OpenSenderAsync());
        for (var i = 0; i < Messages; i++)
        {
            await client.CastAsync(null, "note", new { number = i, text = i % 2 == 0 ? Text() : "" }, Token);
        }

        await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        Assert.Equal(Enumerable.Range(0, Messages), keeper.Notes);
    }

    [Fact]
    public async Task Large_compressed_replies_arrive()
    {
        var transport = await OpenSenderAsync();
        await ServeAsync(transport, new Keeper(isOpen: true));
        Assert.Equal(Size, (await Client(transport).CallAsync<string>(null, "text", cancellationToken: Token))!.Length);
    }

    /// <summary>Of a ratio that is suspect to nobody.</summary>
    private static string Text() => string.Create(Size, 0, static (text, _) =>
    {
        var random = new Random(1);
        for (var i = 0; i < text.Length; i += 100)
        {
            text[i..Math.Min(i + 100, text.Length)].Fill((char)('a' + random.Next(26)));
        }
    });

    private Task<Transport> OpenSenderAsync() => OpenAsync(Node.Url + "?kombu_compression=gzip");

    private async Task<Transport> OpenServerAsync()
    {
        var options = Options();
        options.MaxMessageSize = Size + 4096;
        var budget = (Room * (Size + 4096)).ToString(CultureInfo.InvariantCulture);
        return Own(await Transport.OpenAsync($"{Node.Url}?memory_budget={budget}", options, Token));
    }

    private sealed class Keeper(bool isOpen = false)
    {
        private readonly TaskCompletionSource _open = Made(isOpen);
        private readonly Channel<int> _came = Channel.CreateUnbounded<int>();
        private readonly Lock _lock = new();
        private int _inHand;

        public int MostAtATime { get; private set; }

        public List<int> Notes { get; } = [];

        public void Open() => _open.SetResult();

        public async Task WaitForAsync(int messages)
        {
            for (var i = 0; i < messages; i++)
            {
                await _came.Reader.ReadAsync(Token).AsTask().WaitAsync(WaitLimit.Default, Token);
            }
        }

        public async Task Keep(string text)
        {
            lock (_lock)
            {
                MostAtATime = Math.Max(MostAtATime, ++_inHand);
            }

            _came.Writer.TryWrite(text.Length);
            await _open.Task;
            lock (_lock)
            {
                _inHand--;
            }
        }

        public int Count(string text) => text.Length;

        public string Text() => CompressedAttackTests.Text();

        public int Add(int a, int b) => a + b;

        public void Note(int number, string text) => Notes.Add(number);

        private static TaskCompletionSource Made(bool isOpen)
        {
            var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (isOpen)
            {
                made.SetResult();
            }

            return made;
        }
    }
}
