const getToken = async () => {
  const session = await fetch("/api/seatbook-session", { method: "POST" });
  if (!session.ok) throw new Error("Nobody is signed in any more.");
  return (await session.json()).token;
};
for (const element of document.querySelectorAll("[workspace]")) element.getToken = getToken;
