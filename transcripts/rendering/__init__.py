"""What is made for the player, in the background and with what time is left: copies of videos that browsers refuse.

hand         one in each worker: does one thing after the other
claims       who makes which copy
copies       makes one
shots        where the picture changes, for the subtitles
catching_up  what recordings from before lack: the list of their tracks, their waveform
"""
