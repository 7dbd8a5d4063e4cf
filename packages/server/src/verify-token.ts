import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";

/** What a token says that one of these secrets has signed. @throws errors.JOSEError where none of them has, or the form is another. */
export async function verifyToken(
  token: string,
  secrets: readonly Uint8Array[],
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for (const secret of secrets) {
    try {
      // Hardly ever is there a second one.
      return (await jwtVerify(token, secret, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}
