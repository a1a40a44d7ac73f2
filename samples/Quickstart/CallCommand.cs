using System.Text.Encodings.Web;
using System.Text.Json;
using Messaging;

namespace Quickstart;

/// <summary>Makes one call and prints its result.</summary>
internal static class CallCommand
{
    // Letters of every language as they are, since no browser reads them.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task RunAsync(Arguments arguments)
    {
        arguments.Allow("url", "topic", "server", "exchange", "namespace", "version", "timeout");
        var (method, values) = Read(arguments.Words);
        var target = new Target
        {
            Topic = arguments.Topic,
            Server = arguments.Option("server"),
            Exchange = arguments.Option("exchange"),
            Namespace = arguments.Option("namespace"),
            Version = arguments.Option("version"),
        };
        var options = new RpcClientOptions { Timeout = arguments.Seconds("timeout") };

        await using var transport = await Opening.OpenAsync(arguments.Required("url"));
        var client = new RpcClient(transport, target, options);
        var result = await client.CallAsync(RpcContext.Empty, method, values);
        Console.WriteLine(result.Kind is JsonValueKind.Array or JsonValueKind.Object
            ? JsonSerializer.Serialize(result.ToJsonElement(), Readable)
            : result.ToString());
    }

    /// <summary>The method, then an argument a word: <c>name=value</c>, the value JSON if it can be read as such, else a text.</summary>
    private static (string Method, Dictionary<string, RpcValue> Values) Read(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            throw new UsageException("The method to call is missing.");
        }

        var values = new Dictionary<string, RpcValue>();
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=');
            if (equals < 1)
            {
                throw new UsageException($"'{word}' is no argument of a call. Write name=value.");
            }

            if (!values.TryAdd(word[..equals], Parse(word[(equals + 1)..])))
            {
                throw new UsageException($"The argument '{word[..equals]}' is given twice.");
            }
        }

        return (words[0], values);
    }

    private static RpcValue Parse(string text)
    {
        try
        {
            return RpcValue.Parse(text);
        }
        catch (SerializationException)
        {
            return text;
        }
    }
}
