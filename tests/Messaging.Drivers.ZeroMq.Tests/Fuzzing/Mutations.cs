namespace Messaging.Drivers.ZeroMq.Tests.Fuzzing;

/// <summary>Bytes that were good and are not quite any more: changed where lengths, names and quotes stand.</summary>
internal static class Mutations
{
    private static readonly byte[][] Pieces =
    [
        [0], [0xff], [0xff, 0xff, 0xff, 0xff], [1], [0x7f], [.. "\""u8], [.. "\\ud800"u8], [.. "{"u8], [.. "null"u8], [0xed, 0xa0, 0x80],
    ];

    public static byte[] Of(Random random, byte[] original)
    {
        List<byte> input = [.. original];
        for (var changes = random.Next(1, 4); changes > 0 && input.Count > 0; changes--)
        {
            var at = random.Next(input.Count);
            switch (random.Next(6))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    input[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                    break;
                case 3:
                    input.RemoveRange(at, random.Next(1, input.Count - at + 1));
                    break;
                case 4:
                    input.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    input.InsertRange(at, input.GetRange(0, random.Next(input.Count)));
                    break;
            }
        }

        return [.. input];
    }
}
