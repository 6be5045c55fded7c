using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Contracts;

/// <summary>Names what a run does: from where, to where. Runs of one job share it.</summary>
internal static class JobHash
{
    public static string Of(RunContract contract)
    {
        var text = new StringBuilder("lumos-job/1\n");
        foreach (var end in new[] { contract.Lhs, contract.Rhs })
        {
            text.Append(end.Source.Type).Append('\n');
            foreach (var location in end.Location) text.Append(location.Length).Append(' ').Append(location).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
