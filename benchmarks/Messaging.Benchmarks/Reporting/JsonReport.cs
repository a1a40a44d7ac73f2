using System.Text.Json;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Reporting;

/// <summary>Rows as a JSON file, with what they were measured on.</summary>
internal static class JsonReport
{
    public static async Task WriteAsync(string file, Arguments arguments, IEnumerable<Row> rows)
    {
        await using var stream = File.Create(file);
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteStartObject("environment");
        foreach (var (name, value) in MachineFacts.Read())
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("rows");
        foreach (var row in rows)
        {
            Write(writer, row, arguments.Regime);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Row row, string regime)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", row.Subject);
        writer.WriteString("twin", row.Twin);
        writer.WriteString("regime", regime);
        writer.WriteNumber("callers", row.Callers);
        writer.WriteNumber("payload", row.Payload);
        writer.WriteNumber("rounds", row.Rounds);
        Write(writer, "calls_per_s", row.Median.CallsPerSecond);
        Write(writer, "spread", row.Spread);
        Write(writer, "p50_us", row.Median.P50);
        Write(writer, "p99_us", row.Median.P99);
        Write(writer, "p999_us", row.Median.P999);
        Write(writer, "cpu_us_per_call", row.Median.Cpu);
        Write(writer, "broker_cpu_us_per_call", row.Median.BrokerCpu);
        Write(writer, "bytes_per_call", row.Median.Bytes);
        writer.WriteStartArray("gc");
        foreach (var count in row.Median.Collections)
        {
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
        Write(writer, "ratio", row.Ratio);
        Write(writer, "ratio_p50", row.RatioP50);
        writer.WriteEndObject();
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
