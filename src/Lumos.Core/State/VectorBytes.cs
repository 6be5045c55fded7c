using System.Buffers.Binary;

namespace Lumos.Core.State;

/// <summary>Numbers of a vector as text of a JSON file: four bytes each, little-endian, in Base64. Reading gives exactly the numbers that were written.</summary>
internal static class VectorBytes
{
    /// <summary>Writes.</summary>
    public static string ToText(ReadOnlyMemory<float> vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector.Span[i]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static ReadOnlyMemory<float> FromText(string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length % sizeof(float) != 0) throw new FormatException("The bytes of a vector are no whole numbers.");
        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++) vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return vector;
    }
}
