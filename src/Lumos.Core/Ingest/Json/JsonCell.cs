using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Lumos.Core.Ingest.Json;

/// <summary>The text of one cell that says where a record belongs. Not thread-safe.</summary>
internal sealed class JsonCell
{
    private readonly ArrayBufferWriter<byte> _text = new(32);

    /// <summary>Whether there is none.</summary>
    public bool IsNull { get; private set; } = true;

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Makes it a number.</summary>
    public void Set(long number)
    {
        _text.ResetWrittenCount();
        number.TryFormat(_text.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        _text.Advance(written);
        IsNull = false;
    }

    /// <summary>Makes it what the values of JSON are in a cell.</summary>
    /// <param name="value">The value; empty for none.</param>
    public void Set(ReadOnlySpan<byte> value)
    {
        _text.ResetWrittenCount();
        IsNull = value.IsEmpty;
        if (IsNull) return;
        var reader = new Utf8JsonReader(value, JsonErrors.Options);
        reader.Read();
        IsNull = reader.TokenType == JsonTokenType.Null;
        _ = JsonText.WriteValue(ref reader, value, _text);
    }
}
