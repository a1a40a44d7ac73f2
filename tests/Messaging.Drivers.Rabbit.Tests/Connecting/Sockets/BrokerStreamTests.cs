using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.Drivers.Rabbit.Tests.Support;

namespace Messaging.Drivers.Rabbit.Tests.Connecting.Sockets;

public sealed class BrokerStreamTests : IAsyncLifetime
{
    private SocketPair _pair = null!;
    private BrokerStream _stream = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pair = await SocketPair.ConnectAsync(Token);
        _stream = new BrokerStream(_pair.Near, new SocketSet(TimeProvider.System), TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        _pair.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Closing_waits_until_all_is_written()
    {
        const int Total = 4 * 1024 * 1024;
        var writing = Task.Run(async () =>
        {
            for (var written = 0; written < Total; written += 1024)
            {
                await _stream.WriteAsync(new byte[1024], Token);
            }

            await _stream.DisposeAsync();
        }, Token);
        Assert.Equal(Total, (await _pair.ReadAsync(Total, Token)).Length);
        await writing.WaitAsync(Token);
    }

    [Fact]
    public async Task A_reader_is_told_of_a_write_that_failed_late()
    {
        var reading = _stream.ReadAsync(new byte[1], Token).AsTask();
        _pair.Reset();

        // Either the reader sees the reset by itself, or the writer has seen it first.
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (!reading.IsCompleted)
            {
                await _stream.WriteAsync(new byte[100], Token);
            }

            await reading;
        });
        await Assert.ThrowsAnyAsync<IOException>(() => reading.WaitAsync(Token));
    }

    [Fact]
    public async Task Under_tls_the_records_are_gathered()
    {
        using var authority = new TestAuthority();
        var issued = authority.Issue(new TestCertificate("localhost") { Names = ["localhost"] });
        using var certificate = X509CertificateLoader.LoadPkcs12(
            X509Certificate2.CreateFromPemFile(issued.File, issued.KeyFile).Export(X509ContentType.Pfx), null);
        await using var far = new SslStream(new System.Net.Sockets.NetworkStream(_pair.Far));
        await using var near = new SslStream(_stream, leaveInnerStreamOpen: true);
        var accepting = far.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate }, Token);
        await near.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = Trusting(authority) }, Token);
        await accepting;
        var sent = new byte[1_000_000];
        Random.Shared.NextBytes(sent);
        var read = new byte[sent.Length];
        var reading = far.ReadExactlyAsync(read, Token).AsTask();
        for (var start = 0; start < sent.Length; start += 1000)
        {
            await near.WriteAsync(sent.AsMemory(start, 1000), Token);
        }

        await reading.WaitAsync(Token);
        Assert.True(sent.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public void Writes_that_would_overtake_others_are_refused()
    {
        Assert.Throws<NotSupportedException>(() => _stream.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => _stream.Write([1]));
        Assert.Throws<NotSupportedException>(() => _stream.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => _stream.BeginWrite([1], 0, 1, null, null));
    }

    private static X509ChainPolicy Trusting(TestAuthority authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority.AuthorityFile);
        return policy;
    }
}
