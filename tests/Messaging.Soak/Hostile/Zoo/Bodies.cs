using System.IO.Compression;
using System.Text;

namespace Messaging.Soak.Hostile.Zoo;

/// <summary>Bodies that no honest client sends.</summary>
internal static class Bodies
{
    private const int Bomb = 60 * 1024 * 1024;

    /// <summary>Sixty megabytes of one letter, in sixty kilobytes.</summary>
    public static byte[] OfOneLetter { get; } = Compress(Swallow(new string('x', Bomb)));

    /// <summary>As large, of a ratio that is suspect to nobody.</summary>
    public static byte[] OfUsualRatio { get; } = Compress(Swallow(string.Create(Bomb, 0, static (text, _) =>
    {
        var random = new Random(1);
        for (var i = 0; i < text.Length; i += 60)
        {
            text[i..Math.Min(i + 60, text.Length)].Fill((char)('a' + random.Next(26)));
        }
    })));

    public static byte[] Call(Guid id, string method, string arguments, string replyTo, Guid unique, bool isIdempotent = false) => Encoding.UTF8.GetBytes(
        $$"""{"method": "{{method}}", "args": {{arguments}}, "_msg_id": "{{id:N}}", "_reply_q": "{{replyTo}}", "_unique_id": "{{unique:N}}", "_idempotent": {{(isIdempotent ? "true" : "false")}}}""");

    /// <summary>A call with some of its bytes changed, cut or doubled.</summary>
    public static byte[] Garbage()
    {
        var random = Random.Shared;
        var body = Call(Guid.NewGuid(), "echo", """{"value": "x"}""", "reply_of_nobody", Guid.NewGuid());
        for (var i = random.Next(1, 10); i > 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) switch
        {
            0 => body[..random.Next(body.Length)],
            1 => [.. body, .. body],
            _ => body,
        };
    }

    private static string Swallow(string text) => "{\"args\": {\"text\": \"" + text + "\"}, \"method\": \"swallow\"}";

    private static byte[] Compress(string body)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Encoding.UTF8.GetBytes(body));
        }

        return packed.ToArray();
    }
}
