using System.Text.Json;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>Goes from record to record of a list. Not thread-safe.</summary>
internal sealed class JsonCursor(SourceFile file, JsonList list, JsonWindow window)
{
    private bool _betweenArrays;

    /// <summary>Moves the window to the next record. The file was found well-formed before, so what is not is another file.</summary>
    /// <returns>Its bytes; 0 behind the last one, -1 when the window must be filled first.</returns>
    public int Next()
    {
        while (true)
        {
            var at = window.Bytes.IndexOfAnyExcept(" \t\r\n,"u8);
            if (at < 0)
            {
                window.Advance(window.Bytes.Length);
                return -1;
            }

            window.Advance(at);
            var first = window.Bytes[0];
            if (!list.IsArray || (first != (byte)']' && !_betweenArrays)) return Length();
            if (first == (byte)']' && list.Path.Length > 0) return 0;

            // Arrays at the top that follow one another are one list.
            _betweenArrays = first == (byte)']';
            window.Advance(1);
        }
    }

    private int Length()
    {
        try
        {
            var reader = new Utf8JsonReader(window.Bytes, window.AtEnd, new JsonReaderState(JsonErrors.Options));
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : -1;
        }
        catch (JsonException)
        {
            throw IngestErrors.Changed(file.Location);
        }
    }
}
