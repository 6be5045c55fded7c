using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.State;

/// <summary>
/// The fixes in force, kept in the state folder in the order they were applied. Taking the last one back leaves the very bytes that were there before, the absence of the
/// file included. Writers hold the state's lease; reading always works.
/// </summary>
internal sealed class AppliedFixes(string path)
{
    /// <summary>All fixes in the order they were applied.</summary>
    public IReadOnlyList<AppliedFix> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AppliedFixesJson.Default.AppliedFixArray) ?? [];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException broken)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FIXES_UNREADABLE", "The fixes that were applied are not in the format.", new ErrorLocation(File: path), "Mend the file, or delete it to undo them all.", broken);
        }
    }

    /// <summary>Writes the fixes; none leaves no file.</summary>
    public void Write(IReadOnlyList<AppliedFix> fixes)
    {
        if (fixes.Count == 0) File.Delete(path);
        else AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. fixes], AppliedFixesJson.Default.AppliedFixArray));
    }

    /// <summary>Identity of what the fixes do, for the inputs of mapping; null for no fix.</summary>
    public static string? HashOf(IReadOnlyList<AppliedFix> fixes) => fixes.Count == 0 ? null : CanonicalJson.Hash(Encoding.UTF8.GetBytes(string.Join('\n', fixes.Select(static applied => applied.Fix.Id + applied.Fix.Change))));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(LowerEnum<FixKind>)])]
[JsonSerializable(typeof(AppliedFix[]))]
internal sealed partial class AppliedFixesJson : JsonSerializerContext;
