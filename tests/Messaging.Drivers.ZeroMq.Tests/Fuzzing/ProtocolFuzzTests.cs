using System.Globalization;
using System.Text;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Security.Curve;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Fuzzing;

/// <summary>
/// Whatever a peer sends is read, or ends its connection, and nothing else: inputs of <c>corpus.txt</c>, and what comes of them by changes, others in
/// each run. The failing one is in the message; it belongs into the corpus then.
/// </summary>
public sealed class ProtocolFuzzTests
{
    private const int Usual = 20_000;
    private const int UsualOfCurve = 4_000;
    private const int InputsOfHandshake = 64;

    // Each names its target, and the bytes in hexadecimal digits.
    private static readonly ILookup<string, byte[]> Corpus = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "corpus.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' '))
        .ToLookup(parts => parts[0], parts => Convert.FromHexString(parts[1]));

    private static readonly CurveKeys Server = CurveKeys.Generate();

    public static TheoryData<string> Targets => ["greeting", "command", "metadata", "plain", "hello", "announcement", "header"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_damaged_is_read_or_refused_and_nothing_else(string target)
    {
        var corpus = Corpus[target].ToArray();
        Assert.NotEmpty(corpus);
        Assert.All(corpus, input => Feed(target, input));
        var inputs = Count(Usual);
        var random = new Random();
        var read = 0;
        for (var i = 0; i < inputs; i++)
        {
            read += Feed(target, Mutations.Of(random, corpus[random.Next(corpus.Length)])) ? 1 : 0;
        }

        // The changes reach behind the first check.
        Assert.InRange(read, 1, inputs);
    }

    [Fact]
    public void A_handshake_of_curve_with_a_damaged_command_ends_and_lets_nobody_in()
    {
        var random = new Random();
        for (var inputs = 0; inputs < Count(UsualOfCurve);)
        {
            var damaged = random.Next(4);
            var server = new CurveServer(Metadata.Router, Server, _ => true);
            var client = new CurveClient(Metadata.Dealer, CurveKeys.Generate(), Server.Public);

            // The first is padded with bytes that say nothing.
            Assert.False(Talk(client, server, damaged, random, ref inputs) && damaged > 0);
        }
    }

    /// <summary>Goes through a handshake, of which one command is damaged.</summary>
    /// <returns>Whether it went to its end.</returns>
    private static bool Talk(CurveClient client, CurveServer server, int damaged, Random random, ref int inputs)
    {
        using var output = MessageBuffer.Rent();
        client.Start(output);
        for (var step = 0; step < 4 && output.Length > 0; step++)
        {
            var content = ContentOf(output.WrittenSpan);
            var receiver = (Mechanism)(step % 2 == 0 ? server : client);
            output.Truncate(0);
            if (step != damaged)
            {
                try
                {
                    receiver.Take(content, output);
                }
                catch (ZmtpException)
                {
                    return false;
                }
            }
            else if (!TakesDamaged(receiver, content, output, random, ref inputs))
            {
                return false;
            }
        }

        return client.IsDone;
    }

    /// <summary>
    /// Gives one side a command in many damaged forms, until it takes one. A refusal ends the connection; that the side is asked again is harder for it,
    /// and a handshake costs as much as dozens of refusals.
    /// </summary>
    private static bool TakesDamaged(Mechanism receiver, byte[] content, MessageBuffer output, Random random, ref int inputs)
    {
        for (var i = 0; i < InputsOfHandshake; i++)
        {
            var sent = Mutations.Of(random, content);
            if (sent.AsSpan().SequenceEqual(content))
            {
                continue;
            }

            inputs++;
            try
            {
                receiver.Take(sent, output);
                return true;
            }
            catch (ZmtpException)
            {
                output.Truncate(0);
            }
            catch (Exception e)
            {
                throw Broken("curve", sent, e);
            }
        }

        return false;
    }

    private static byte[] ContentOf(ReadOnlySpan<byte> frame) => (frame[0] & 2) == 0 ? frame[2..].ToArray() : frame[9..].ToArray();

    /// <returns>Whether it was read.</returns>
    private static bool Feed(string target, byte[] input)
    {
        try
        {
            Read(target, input);
            return true;
        }
        catch (ZmtpException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw Broken(target, input, e);
        }
    }

    private static void Read(string target, byte[] input)
    {
        switch (target)
        {
            case "greeting":
                var greeting = new byte[Greeting.Size];
                input.AsSpan(0, Math.Min(input.Length, greeting.Length)).CopyTo(greeting);
                Greeting.Read(greeting);
                break;
            case "command":
                Command.Expect(input, "READY"u8);
                break;
            case "metadata":
                Metadata.CheckSocketType(Metadata.ReadSocketType(input));
                break;
            case "plain":
                ReadPlain(input);
                break;
            case "hello":
                Hello.Read(input);
                break;
            case "announcement":
                Announcement.Read(input);
                break;
            default:
                ReadHeader(input);
                break;
        }
    }

    /// <summary>The commands of a client, each behind its length.</summary>
    private static void ReadPlain(ReadOnlySpan<byte> input)
    {
        using var output = MessageBuffer.Rent();
        var server = new PlainServer(Metadata.Router, (user, password) => user.Length == password.Length);
        while (!input.IsEmpty && !server.IsDone)
        {
            var length = Math.Min(input[0], input.Length - 1);
            server.Take(input.Slice(1, length), output);
            input = input[(1 + length)..];
        }
    }

    private static void ReadHeader(ReadOnlySpan<byte> input)
    {
        switch (Header.ReadType(input))
        {
            case MessageType.Call or MessageType.Cast or MessageType.Fanout:
                var request = RequestHeader.Read(input);
                request.ReadRoute();
                request.ReadTrace();
                break;
            case MessageType.Cancel:
                CancelHeader.Read(input);
                break;
            case MessageType.Refused:
                Header.ReadRefusal(input);
                break;
            default:
                Header.ReadId(input);
                break;
        }
    }

    private static int Count(int usual) => int.TryParse(
        Environment.GetEnvironmentVariable("MESSAGING_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var given) ? given : usual;

    private static InvalidOperationException Broken(string target, byte[] input, Exception e) =>
        new(new StringBuilder(target).Append(' ').Append(Convert.ToHexString(input)).ToString(), e);
}
