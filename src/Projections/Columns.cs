using System.Text.Json;
using EventAgents.Events;
using Npgsql;
using NpgsqlTypes;

namespace EventAgents.Projections;

/// <summary>Reads and writes the column types that read models use.</summary>
internal static class Columns
{
    /// <summary>
    /// SQL of the log position of the event that is being projected, in a statement whose $1 to $3 are tenant, stream and version. Asked of the log
    /// itself, since an event that is only being appended does not know its position yet.
    /// </summary>
    public const string Position = "(select seq_id from events.mt_events where tenant_id = $1 and stream_id = $2 and version = $3)";

    /// <summary>A parameter of type jsonb.</summary>
    public static NpgsqlParameter Json(JsonElement? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = value is null ? DBNull.Value : value.Value.GetRawText() };

    /// <summary>A parameter of type text; needed where null alone would leave the type open.</summary>
    public static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    /// <summary>A parameter of type uuid, null included.</summary>
    public static NpgsqlParameter Id(Guid? value) => new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)value ?? DBNull.Value };

    public static JsonElement? JsonOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : JsonElement.Parse(row.GetString(column));

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Guid? GuidOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static int? IntOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static long? LongOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? DoubleOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static decimal? DecimalOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static T Enum<T>(this NpgsqlDataReader row, int column)
        where T : struct, System.Enum => WireName.Parse<T>(row.GetString(column));
}
