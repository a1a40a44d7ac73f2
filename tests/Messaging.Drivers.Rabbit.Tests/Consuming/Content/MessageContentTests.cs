using System.IO.Compression;
using System.Text;
using Messaging.Drivers.Rabbit.Consuming.Content;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Consuming.Content;

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

        using var content = MessageContent.Read(properties, Body, new ContentLimits(10_000));
        Assert.Equal(accepted, content.Fault is null);
        Assert.Equal(accepted ? Body : [], content.Body.ToArray());
    }

    [Fact]
    public void A_body_beyond_the_limit_is_refused_with_the_option()
    {
        using var content = MessageContent.Read(Json(null), Body, new ContentLimits(Body.Length - 1));
        Assert.Contains("MaxMessageSize", content.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_compressed_body_is_inflated_be_it_zlib_or_gzip(bool gzip)
    {
        using var content = MessageContent.Read(Json("application/x-gzip"), Deflate(Body, gzip), new ContentLimits(Body.Length));
        Assert.Null(content.Fault);
        Assert.Equal(Body, content.Body.ToArray());
    }

    [Fact]
    public void A_bomb_is_not_inflated()
    {
        var bomb = Deflate(new byte[50_000_000], gzip: false);
        using var content = MessageContent.Read(Json("application/x-gzip"), bomb, new ContentLimits(1_000_000));
        Assert.Contains("larger than", content.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-gzip", "cannot be inflated")]
    [InlineData("application/x-bz2", "not supported")]
    public void What_cannot_be_inflated_is_refused(string compression, string fault)
    {
        using var content = MessageContent.Read(Json(compression), Body, new ContentLimits(10_000));
        Assert.Contains(fault, content.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024 * 1024, true)]
    [InlineData((1024 * 1024) + 1, false)]
    public void Beyond_a_mebibyte_the_ratio_counts(int size, bool accepted)
    {
        var body = Deflate(new byte[size], gzip: false);
        using var content = MessageContent.Read(Json("application/x-gzip"), body, new ContentLimits(int.MaxValue, MaxRatio: 200));
        Assert.Equal(accepted, content.Fault is null);
        Assert.Equal(accepted, BoundedInflater.Measure(body, new ContentLimits(int.MaxValue, MaxRatio: 200).WhenInflated(body.Length)) == size);
    }

    [Fact]
    public void What_takes_time_to_inflate_is_left_for_later()
    {
        using var small = MessageContent.ReadAtOnce(Json("application/x-gzip"), Deflate(new byte[64 * 1024], gzip: false), new ContentLimits(int.MaxValue));
        using var large = MessageContent.ReadAtOnce(
            Json("application/x-gzip"), Deflate(new byte[(64 * 1024) + 1], gzip: false), new ContentLimits(int.MaxValue));
        Assert.Equal((64 * 1024, false), (small.Body.Length, small.IsForLater));
        Assert.Equal((0, true), (large.Body.Length, large.IsForLater));
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
