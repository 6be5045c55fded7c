using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>What can be wrong with a JSON file, with line and column, and never with a value.</summary>
internal static class JsonErrors
{
    private const string Reason = "INGEST_JSON_MALFORMED";

    /// <summary>The window holds something that is no JSON.</summary>
    /// <param name="file">The file.</param>
    /// <param name="window">Where its reader is.</param>
    /// <param name="state">State of the reader at the window's start.</param>
    /// <param name="cause">What it said.</param>
    public static LumosException Malformed(SourceFile file, JsonWindow window, JsonReaderState state, JsonException cause)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(window);
        var place = PlaceOf(window, state);
        var bytes = window.Bytes;
        if (place >= bytes.Length)
        {
            return Fail(file, window, bytes.Length, "The file ends in the middle of a value: it was cut short, or never finished.", "Transfer or export the file again and compare its size with the original.", cause);
        }

        return Fail(file, window, place, "The file is not well-formed JSON: " + Problem(bytes, place), "Mend the place, or export the file again.", cause);
    }

    /// <summary>One value is longer than is kept in memory.</summary>
    public static LumosException TooLong(SourceFile file, JsonWindow window) =>
        Fail(file, window, 0, "A value or record is longer than 1 GB, which is not read.", "Export the records one by one, one a line.", null, "INGEST_RECORD_TOO_LONG");

    /// <summary>No array of records is where the location says.</summary>
    public static LumosException NoSuchPlace(SourceFile file, IReadOnlyList<string> there) => IngestErrors.Fail(
        "INGEST_TABLE_MISSING", "The JSON file has no array of records at this place.", $"{file.Location}#{file.Table}",
        there.Count == 0 ? "Leave out what stands behind the #; the file has no arrays below keys." : $"Write one of these behind the #: {string.Join(", ", there.Take(20).Select(static path => $"'{path}'"))}; or $ for the whole file as it is.");

    /// <summary>Records have more keys than a table can have columns.</summary>
    public static LumosException TooWide(SourceFile file, int most) => IngestErrors.Fail(
        "INGEST_JSON_TOO_WIDE", FormattableString.Invariant($"The records have more than {most} keys between them, so their keys are values rather than names of columns."), file.Location, "Export a list of records that name the same keys.");

    /// <summary>Two arrays lie under the same keys, so a location cannot tell them apart.</summary>
    public static LumosException SamePlace(SourceFile file, string path) => IngestErrors.Fail(
        "INGEST_JSON_SAME_KEY", $"The key '{path}' holds an array of records more than once.", file.Location, "Give the arrays different keys, or split the file.");

    private static LumosException Fail(SourceFile file, JsonWindow window, int place, string problem, string next, Exception? cause, string reason = Reason)
    {
        var before = window.Bytes[..place];
        var line = window.Line + before.Count((byte)'\n');
        var column = before.LastIndexOf((byte)'\n') is >= 0 and var last ? place - last : window.Offset + place - window.LineStart + 1;
        return new LumosException(ErrorCode.DeterministicFailure, reason, problem, new ErrorLocation(file.Location, line, FormattableString.Invariant($"{column}"), ByteOffset: window.Offset + place), next, cause);
    }

    // Tried once more without being told that the file ends here: what is only unfinished is then no fault. The reader counts lines and bytes of a line from the start of the file.
    private static int PlaceOf(JsonWindow window, JsonReaderState state)
    {
        var bytes = window.Bytes;
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
            }

            return bytes.Length;
        }
        catch (JsonException e)
        {
            var place = (int)(window.LineStart - window.Offset);
            for (var line = window.Line - 1; line < (e.LineNumber ?? 0); line++)
            {
                place = Math.Max(place, 0);
                var feed = bytes[place..].IndexOf((byte)'\n');
                if (feed < 0) break;
                place += feed + 1;
            }

            return (int)Math.Clamp(place + (e.BytePositionInLine ?? 0), 0, bytes.Length - 1);
        }
    }

    /// <summary>How JSON is read: values may follow one another, as in JSON lines.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = 1000, AllowMultipleValues = true };

    private static string Problem(ReadOnlySpan<byte> bytes, int place)
    {
        var before = bytes[..place].TrimEnd(" \t\r\n"u8);
        var closes = bytes[place] is (byte)'}' or (byte)']';
        if (closes && before.Length > 0 && before[^1] == (byte)',') return "a comma stands before a closing bracket.";
        if (bytes[place] < 0x20) return "a text holds a line end or another control character, which must be written as an escape.";
        return bytes[place] switch
        {
            (byte)'\'' => "texts and keys stand in double quotes, not single ones.",
            (byte)'/' or (byte)'#' => "JSON has no comments.",
            (byte)'N' or (byte)'I' => "NaN and Infinity are no values of JSON; null is.",
            _ when closes => "a bracket closes what was not opened, or a value is missing before it.",
            (byte)'"' or (byte)'{' or (byte)'[' => "a comma or a colon is missing here.",
            _ => "what stands here is not expected.",
        };
    }
}
