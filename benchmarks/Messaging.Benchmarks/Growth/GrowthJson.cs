using System.Text.Json;

namespace Messaging.Benchmarks.Growth;

/// <summary>Studies as JSON: the points, and the slopes of each driver.</summary>
internal static class GrowthJson
{
    public static void Write(Stream stream, IEnumerable<(IGrowthStudy Study, List<GrowthPoint> Points)> results)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        foreach (var (study, points) in results)
        {
            writer.WriteStartArray(study.Name);
            foreach (var driver in points.GroupBy(point => point.Driver))
            {
                writer.WriteStartObject();
                writer.WriteString("driver", driver.Key);
                writer.WriteStartArray("points");
                foreach (var point in driver)
                {
                    Write(writer, study, point.Values, point.Size);
                }

                writer.WriteEndArray();
                writer.WritePropertyName("one_more");
                Write(writer, study, GrowthTable.Slopes(study, [.. driver]), null);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IGrowthStudy study, IEnumerable<double> values, long? size)
    {
        writer.WriteStartObject();
        if (size is { } number)
        {
            writer.WriteNumber("size", number);
        }

        foreach (var (column, value) in study.Columns.Zip(values))
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumber(column, Math.Round(value, 6));
            }
            else
            {
                writer.WriteNull(column);
            }
        }

        writer.WriteEndObject();
    }
}
