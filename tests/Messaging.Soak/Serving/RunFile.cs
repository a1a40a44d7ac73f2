using System.Buffers.Binary;

namespace Messaging.Soak.Serving;

/// <summary>
/// What a server in another process ran: eight bytes a run, in a file. What a process has written is in the file even when it is killed
/// the moment after.
/// </summary>
internal sealed class RunFile : IRunRecorder, IDisposable
{
    private const int RecordSize = sizeof(long);

    private readonly Lock _lock = new();
    private readonly FileStream _file;

    private RunFile(FileStream file) => _file = file;

    /// <summary>For the process that serves: appends.</summary>
    public static RunFile Write(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>For the process that keeps the account: reads what was appended since the last time.</summary>
    public static RunFile Read(string path) =>
        new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));

    public void Record(long number, ushort life)
    {
        Span<byte> record = stackalloc byte[RecordSize];
        BinaryPrimitives.WriteInt64LittleEndian(record, number);
        lock (_lock)
        {
            _file.Write(record);
        }
    }

    /// <summary>The numbers that were appended since this was last called.</summary>
    public IReadOnlyList<long> ReadNew()
    {
        lock (_lock)
        {
            var whole = (_file.Length - _file.Position) / RecordSize;
            var bytes = new byte[whole * RecordSize];
            _file.ReadExactly(bytes);
            var numbers = new long[whole];
            for (var i = 0; i < whole; i++)
            {
                numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * RecordSize));
            }

            return numbers;
        }
    }

    public void Dispose() => _file.Dispose();
}
