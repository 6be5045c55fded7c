using System.Text;
using System.Text.Json;

namespace Lumos.Core.Ingest.Json;

/// <summary>Finds the values at given places of a record in one look. Not thread-safe.</summary>
/// <param name="paths">Keys that lead to each, 32 at most.</param>
internal sealed class JsonPick(IReadOnlyList<IReadOnlyList<string>> paths)
{
    private readonly byte[][][] _paths = [.. paths.Select(static path => path.Select(Encoding.UTF8.GetBytes).ToArray())];

    /// <summary>Where each value is in the record; of length 0 when it is not there.</summary>
    public (int Start, int Length)[] Found { get; } = new (int, int)[paths.Count];

    /// <summary>Looks through a record. Of a key that stands twice the last value holds.</summary>
    public void Look(ReadOnlySpan<byte> record)
    {
        Found.AsSpan().Clear();
        var reader = new Utf8JsonReader(record, JsonErrors.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) Walk(ref reader, 0, uint.MaxValue);
    }

    private void Walk(ref Utf8JsonReader reader, int level, uint among)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (here, below) = (0u, 0u);
            for (var i = 0; i < _paths.Length; i++)
            {
                var path = _paths[i];
                if ((among & (1u << i)) == 0 || path.Length <= level || !reader.ValueTextEquals(path[level])) continue;
                if (path.Length == level + 1) here |= 1u << i;
                else below |= 1u << i;
            }

            reader.Read();
            var end = reader;
            end.Skip();
            for (var i = 0; i < _paths.Length; i++)
            {
                if ((here & (1u << i)) != 0) Found[i] = ((int)reader.TokenStartIndex, (int)(end.BytesConsumed - reader.TokenStartIndex));
            }

            if (below != 0 && reader.TokenType == JsonTokenType.StartObject) Walk(ref reader, level + 1, below);
            else reader = end;
        }
    }
}
