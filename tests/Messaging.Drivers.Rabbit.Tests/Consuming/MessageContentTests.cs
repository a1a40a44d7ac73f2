using System.IO.Compression;
using System.Text;
using Messaging.Drivers.Rabbit.Consuming;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

public sealed class MessageContentTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"method\": \"" + new string('x', 500) + "\"}");

    [Theory]
    [InlineData("application/json", null, true)]
    [InlineData("application/json", "utf-8", true)]
    [InlineData("application/json", "UTF-8", true)]
    [InlineData("application/json", "latin-1", false)]
    [InlineData("application/json; charset=utf-8", "utf-8", false)]
    [InlineData("text/plain", "utf-8", false)]
    [InlineData(null, "utf-8", false)]
    public void The_type_must_be_what_oslo_messaging_takes(string? type, string? encoding, bool accepted)
    {
        var properties = new BasicProperties();
        if (type is not null)
        {
            properties.ContentType = type;
        }

        if (encoding is not null)
        {
            properties.ContentEncoding = encoding;
        }

        using var content = MessageContent.Read(properties, Body, 10_000);
        Assert.Equal(accepted, content.Fault is null);
        Assert.Equal(accepted ? Body : [], content.Body.ToArray());
    }

    [Fact]
    public void A_body_beyond_the_limit_is_refused_with_the_option()
    {
        using var content = MessageContent.Read(Json(null), Body, Body.Length - 1);
        Assert.Contains("MaxMessageSize", content.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_compressed_body_is_inflated_be_it_zlib_or_gzip(bool gzip)
    {
        using var content = MessageContent.Read(Json("application/x-gzip"), Deflate(Body, gzip), Body.Length);
        Assert.Null(content.Fault);
        Assert.Equal(Body, content.Body.ToArray());
    }

    [Fact]
    public void A_bomb_is_not_inflated()
    {
        var bomb = Deflate(new byte[50_000_000], gzip: false);
        using var content = MessageContent.Read(Json("application/x-gzip"), bomb, 1_000_000);
        Assert.Contains("larger than", content.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-gzip", "cannot be inflated")]
    [InlineData("application/x-bz2", "not supported")]
    public void What_cannot_be_inflated_is_refused(string compression, string fault)
    {
        using var content = MessageContent.Read(Json(compression), Body, 10_000);
        Assert.Contains(fault, content.Fault, StringComparison.Ordinal);
    }

    private static BasicProperties Json(string? compression) => new()
    {
        ContentType = "application/json",
        Headers = compression is null ? null : new Dictionary<string, object?> { ["compression"] = Encoding.UTF8.GetBytes(compression) },
    };

    private static byte[] Deflate(byte[] body, bool gzip)
    {
        using var target = new MemoryStream();
        using (Stream stream = gzip ? new GZipStream(target, CompressionLevel.Optimal) : new ZLibStream(target, CompressionLevel.Optimal))
        {
            stream.Write(body);
        }

        return target.ToArray();
    }
}
