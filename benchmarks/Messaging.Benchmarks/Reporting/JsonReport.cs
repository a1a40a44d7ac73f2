using System.Text.Json;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Reporting;

/// <summary>
/// Rows as JSON, with what they were measured on. Under "rows" stands what has a ratio: a subject beside a twin; under "alone" what has
/// none, such as the twins themselves.
/// </summary>
internal static class JsonReport
{
    public static void Write(Stream stream, Arguments arguments, IReadOnlyList<Row> rows)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteStartObject("environment");
        foreach (var (name, value) in MachineFacts.Read())
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        Write(writer, "rows", arguments, rows.Where(row => row.Twin is not null));
        Write(writer, "alone", arguments, rows.Where(row => row.Twin is null));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Arguments arguments, IEnumerable<Row> rows)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("subject", row.Subject);
            writer.WriteString("twin", row.Twin);
            writer.WriteString("shape", arguments.Shape.Word());
            writer.WriteString("regime", arguments.Regime);
            Write(writer, row);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Row row)
    {
        writer.WriteNumber("callers", row.Load.Callers);
        writer.WriteNumber("rate", row.Load.Rate);
        writer.WriteNumber("payload", row.Load.Payload);
        writer.WriteNumber("rounds", row.Rounds);
        Write(writer, "calls_per_s", row.Median.CallsPerSecond);
        Write(writer, "spread", row.Spread);
        Write(writer, "p50_us", row.Median.P50);
        Write(writer, "p99_us", row.Median.P99);
        Write(writer, "p999_us", row.Median.P999);
        Write(writer, "cpu_us_per_call", row.Median.Cpu);
        Write(writer, "client_cpu_us_per_call", row.Median.ClientCpu);
        Write(writer, "server_cpu_us_per_call", row.Median.ServerCpu);
        Write(writer, "broker_cpu_us_per_call", row.Median.BrokerCpu);
        Write(writer, "bytes_per_call", row.Median.Bytes);
        writer.WriteStartArray("gc");
        foreach (var count in row.Median.Collections ?? [])
        {
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
        Write(writer, "ratio", row.Ratio);
        Write(writer, "ratio_p50", row.RatioP50);
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, Math.Round(number, 3));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
