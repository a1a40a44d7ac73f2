using System.Text;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Bodies that were good and are not quite any more.</summary>
internal static class Mutations
{
    private static readonly byte[][] Pieces =
    [
        .. new[] { "\"", "{", "}", "[", "]", ":", ",", "\\", "\\u0000", "\\ud800", "\\\\", "null", "true", "NaN", "-Infinity", "1e999",
            "2.0", "oslo.version", "oslo.message", "\"method\"", "\"args\":{", "_msg_id", "_context_", "\0",
            "\u00e9" }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xf4, 0x90, 0x80, 0x80],
    ];

    public static byte[] Of(Random random, byte[] original)
    {
        var body = original.ToList();
        for (var times = random.Next(1, 4); times > 0 && body.Count > 0; times--)
        {
            var place = random.Next(body.Count);
            switch (random.Next(6))
            {
                case 0:
                    body[place] = (byte)random.Next(256);
                    break;
                case 1:
                    body[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    body.RemoveRange(place, Math.Min(random.Next(1, 8), body.Count - place));
                    break;
                case 3:
                    body.InsertRange(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4:
                    body.RemoveRange(place, body.Count - place);
                    break;
                default:
                    var from = random.Next(body.Count);
                    body.InsertRange(place, body.GetRange(from, Math.Min(random.Next(1, 30), body.Count - from)));
                    break;
            }
        }

        return [.. body];
    }
}
