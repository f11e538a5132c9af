using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// The canonical form (RFC 8785) of a row of <c>mt_events</c>: every column but <c>is_archived</c>, which may change, under its own name; 64-bit numbers
/// as strings, and <c>literals</c> where a number in <c>data</c> or <c>headers</c> is more than a double holds.
/// </summary>
internal sealed class CanonicalRow
{
    private const string Columns = """
        seq_id, id, stream_id, version, data, bdata, type, replace((timestamp at time zone 'UTC')::text, ' ', 'T') || 'Z', tenant_id, mt_dotnet_type,
        correlation_id, causation_id, headers, user_name
        """;

    /// <summary>Rows behind <c>$1</c> up to <c>$2</c>, in order.</summary>
    public const string Select = $"select {Columns} from events.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id";

    /// <summary>
    /// Has the open transaction read rows by the log's key, in order. A planner that knows nothing of a table yet, or much of a large one, would sort it instead,
    /// again for every thousand.
    /// </summary>
    public const string InOrder = "set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Where the row is in the log.</summary>
    public long Position { get; private set; }

    /// <summary>The canonical form and a line end, until the next row is read. No canonical form holds a line end of its own.</summary>
    public ReadOnlySpan<byte> Line => _line.WrittenSpan;

    /// <summary>What a seal keeps of the row: the first half of its SHA-256.</summary>
    public void Hash(Span<byte> target)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Line, whole);
        whole[..Seal.RowHashBytes].CopyTo(target);
    }

    /// <summary>Takes the row that the reader of <see cref="Select"/> stands on.</summary>
    public void Read(NpgsqlDataReader row)
    {
        _line.ResetWrittenCount();
        Position = row.GetInt64(0);
        var json = new CanonicalJson(_line);

        Member("{\"bdata\":"u8, row.IsDBNull(5) ? null : Convert.ToBase64String(row.GetFieldValue<byte[]>(5)));
        Member(",\"causation_id\":"u8, Text(11));
        Member(",\"correlation_id\":"u8, Text(10));
        Document(",\"data\":"u8, "data", 4);
        Document(",\"headers\":"u8, "headers", 12);
        Member(",\"id\":"u8, row.GetGuid(1).ToString());
        if (json.Literals.Count > 0) WriteLiterals();
        Member(",\"mt_dotnet_type\":"u8, Text(9));
        Member(",\"seq_id\":"u8, Position.ToString(CultureInfo.InvariantCulture));
        Member(",\"stream_id\":"u8, row.IsDBNull(2) ? null : row.GetGuid(2).ToString());
        Member(",\"tenant_id\":"u8, Text(8));
        Member(",\"timestamp\":"u8, Text(7));
        Member(",\"type\":"u8, Text(6));
        Member(",\"user_name\":"u8, Text(13));
        Member(",\"version\":"u8, row.GetInt64(3).ToString(CultureInfo.InvariantCulture));
        json.WriteRaw("}\n"u8);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        void Member(ReadOnlySpan<byte> name, string? value)
        {
            json.WriteRaw(name);
            json.Write(value);
        }

        void Document(ReadOnlySpan<byte> name, string pointer, int column)
        {
            json.WriteRaw(name);
            if (row.IsDBNull(column))
            {
                json.WriteRaw("null"u8);
                return;
            }
            using var document = JsonDocument.Parse(row.GetFieldValue<byte[]>(column), new JsonDocumentOptions { MaxDepth = int.MaxValue });
            json.WriteMember(pointer, document.RootElement);
        }

        void WriteLiterals()
        {
            var separator = ",\"literals\":{"u8;
            foreach (var (pointer, stored) in json.Literals)
            {
                json.WriteRaw(separator);
                json.Write(pointer);
                json.WriteRaw(":"u8);
                json.Write(stored);
                separator = ","u8;
            }
            json.WriteRaw("}"u8);
        }
    }
}
