using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// The error for exchanges and queues that an operator has not created, with definitions to create them. Those survive restarts and
/// disconnections, because nothing recreates what no client declares.
/// </summary>
internal static class MissingTopology
{
    private const string Expiry = "x-expires";
    private const string MessageExpiry = "x-message-ttl";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="missing">What does not exist, and what may not exist.</param>
    /// <param name="unseen">The names of the latter.</param>
    /// <param name="whole">Everything that is needed.</param>
    /// <param name="virtualHost">The virtual host.</param>
    public static DeliveryException Error(Blueprint missing, IReadOnlySet<string> unseen, Blueprint whole, string virtualHost)
    {
        var names = missing.Exchanges.Select(exchange => (Kind: "exchange", exchange.Name))
            .Concat(missing.Queues.Select(queue => (Kind: "queue", queue.Plan.Name))).ToLookup(what => unseen.Contains(what.Name));
        var hidden = names.Contains(true) ? $" Perhaps also missing, as the user may not check: {List(names[true])}." : "";
        return new DeliveryException(
            $"Missing in virtual host '{virtualHost}': {List(names[false])}.{hidden} This transport declares nothing "
                + $"({UrlOptions.Declare}=false), so an operator has to create them and the bindings, for example with "
                + $"'rabbitmqctl import_definitions FILE' and these definitions: {Definitions(missing, whole, virtualHost)}",
            isTransient: false);
    }

    private static string List(IEnumerable<(string Kind, string Name)> names) =>
        string.Join(", ", names.Select(what => $"{what.Kind} '{what.Name}'"));

    /// <summary>Everything missing, and every binding: those of existing queues were lost with the missing exchanges.</summary>
    private static string Definitions(Blueprint missing, Blueprint whole, string virtualHost)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteStartArray("exchanges");
            foreach (var exchange in missing.Exchanges)
            {
                WriteStart(json, exchange.Name, virtualHost);
                json.WriteString("type", exchange.Kind);
                json.WriteBoolean("internal", false);
                WriteEnd(json, null);
            }

            json.WriteEndArray();
            json.WriteStartArray("queues");
            foreach (var queue in missing.Queues)
            {
                WriteStart(json, queue.Plan.Name, virtualHost);
                WriteEnd(json, queue.Plan.Arguments);
            }

            json.WriteEndArray();
            json.WriteStartArray("bindings");
            foreach (var queue in whole.Queues)
            {
                WriteBindings(json, queue, virtualHost);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteStart(Utf8JsonWriter json, string name, string virtualHost)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("vhost", virtualHost);
        json.WriteBoolean("durable", true);
        json.WriteBoolean("auto_delete", false);
    }

    private static void WriteEnd(Utf8JsonWriter json, IDictionary<string, object?>? arguments)
    {
        WriteArguments(json, arguments);
        json.WriteEndObject();
    }

    private static void WriteBindings(Utf8JsonWriter json, in BoundQueue queue, string virtualHost)
    {
        if (queue.Exchange is null)
        {
            return;
        }

        foreach (var match in queue.Matches)
        {
            json.WriteStartObject();
            json.WriteString("source", queue.Exchange);
            json.WriteString("vhost", virtualHost);
            json.WriteString("destination", queue.Plan.Name);
            json.WriteString("destination_type", "queue");
            json.WriteString("routing_key", queue.Key);
            WriteArguments(json, match);
            json.WriteEndObject();
        }
    }

    private static void WriteArguments(Utf8JsonWriter json, IDictionary<string, object?>? arguments)
    {
        json.WriteStartObject("arguments");
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
        {
            // An unused queue stays; only the messages in it expire.
            json.WritePropertyName(name == Expiry ? MessageExpiry : name);
            if (value is int or long)
            {
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            }
            else
            {
                json.WriteStringValue(value as string);
            }
        }

        json.WriteEndObject();
    }
}
